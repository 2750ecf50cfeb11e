"""Explore: a grid over a few choices of the defence, computed once, so that anyone may turn them afterwards."""

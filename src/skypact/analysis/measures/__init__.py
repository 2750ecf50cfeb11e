"""Measures: one estimate over all runs to a module, each with its interval."""

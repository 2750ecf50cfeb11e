"""Playback: which runs are worth looking at, one of them played again in full, and where worlds part in it."""

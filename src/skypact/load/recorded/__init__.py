"""Recorded flights: files of positions, what of them is believed, and the routes that come of it."""

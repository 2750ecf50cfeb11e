"""Terrain: what the ground hides from a sensor."""

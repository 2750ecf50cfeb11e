"""Reach: what sensors and batteries cover over terrain, for `skypact cover`."""

"""The catalogue in words for a terminal."""

"""Terrain: smooth earth, the coarse default, SRTM tiles, GeoTIFF: each becomes one grid of heights above sea."""

"""Viewer: the file that the web pages read (viewer/src/data/format.ts), and pages that carry it."""

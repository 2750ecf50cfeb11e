"""Pictures: what is drawn as SVG, and where the names on it go. The map of a theatre has its own room."""

"""Exchange: one file for each outside format."""

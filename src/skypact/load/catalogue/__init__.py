"""The catalogue on disk: the shelf, and what is filled in from it."""

"""Core: units, ids, clock, errors and the stamp that every result carries."""

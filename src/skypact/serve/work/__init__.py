"""Jobs: what somebody asked to be computed, how it is done, and how its progress is told."""

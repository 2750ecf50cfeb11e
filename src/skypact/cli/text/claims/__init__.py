"""Claims as text: those of the catalogue, and those of a scenario about zones."""

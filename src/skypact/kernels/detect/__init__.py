"""detect: which looks there are, and which of them see something."""

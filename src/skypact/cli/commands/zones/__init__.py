"""Commands about zones: what can be reached, and what was said of it."""

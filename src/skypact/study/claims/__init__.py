"""Claims: what the model says of published statements about zones, and which assumption decides."""

"""What a thing is worth: the same scenario, the same luck, with and without it."""

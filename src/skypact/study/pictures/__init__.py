"""Pictures: what each post's picture held, replayed moment by moment, and how good it was."""

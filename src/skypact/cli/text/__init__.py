"""Text: how a scenario and each kind of result read on a terminal."""

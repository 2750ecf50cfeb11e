"""Readings put to runs: worlds of scenarios, played on common luck, and the box of what is not known."""

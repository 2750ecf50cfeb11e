"""Sections about the air picture: who knew when, alerts, the border, classes and their errors."""

"""Sensors to rows: what they see, through what air."""

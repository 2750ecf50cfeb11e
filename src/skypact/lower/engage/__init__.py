"""Weapons to rows: envelopes, fly-out, kill tables; arcs of missiles."""

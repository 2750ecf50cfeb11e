"""Causal: the smallest change of the defence that alters the fate of an object, found by replaying the same luck."""

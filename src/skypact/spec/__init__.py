"""Spec: what an analyst writes, as frozen models that refuse what they do not know."""

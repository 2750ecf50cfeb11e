"""Weights: how much the answer of a scenario rests on each of its assumptions."""

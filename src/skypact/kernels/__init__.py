"""Kernels: the laws, on numbers only. Seven verbs, and geodesy, rng, motion, sun, emit."""

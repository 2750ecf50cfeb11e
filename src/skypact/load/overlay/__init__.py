"""Overlay: what becomes of a scenario under an arrangement, a choice, or other values?"""

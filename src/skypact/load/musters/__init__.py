"""Musters: the forces of a day, written into a scenario from the orders of battle."""

"""Dated: the forces of a day: their order of battle, their place under a treaty, and days set beside each other."""

"""Turning: at which value of a quantity of the defence, or size of a raid, does the answer turn?"""

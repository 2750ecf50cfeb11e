"""Control: what does each choice of a state gain in defence, and what control does it cost?"""

"""Checks: is what the file says legal, and does everything it names exist?"""

"""Rivals: does the answer hold under every named set of values, and which figure flips it?"""

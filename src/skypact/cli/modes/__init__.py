"""Modes: what a command does instead under one of its options, one module an option."""

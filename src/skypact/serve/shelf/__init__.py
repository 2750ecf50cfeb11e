"""Scenarios: those to begin from, and those that are posted, with their faults and what a map shows of them."""

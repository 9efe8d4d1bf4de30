"""Funding requests: which service lines get what of the budget (BUDGET part B)."""

"""Initiatives: who is paid from which internal project, month by month, at least cost (BUDGET part A)."""

"""Staffing problems and plans as CSV files."""

"""Assumptions in from TOML, CSV and workbooks; templates and results out."""

"""Scenarios of the firm: saved, solved, compared, and taken for granted by the plans that follow."""

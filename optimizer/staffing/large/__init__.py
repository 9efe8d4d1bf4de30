"""Large staffing problems: found by decomposition, with a proven bound."""

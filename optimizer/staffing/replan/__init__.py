"""A staffing plan repaired after a change, with as few moves as possible."""

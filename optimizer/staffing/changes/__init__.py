"""What may happen to a staffing problem: changes as data, and how each alters the problem."""

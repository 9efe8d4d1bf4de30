"""What a staffing plan could gain: one more person, looser rules, other goals, and whom to hire."""

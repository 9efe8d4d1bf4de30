"""Return against risk: the decisions that return most for each level of what bad luck leaves."""

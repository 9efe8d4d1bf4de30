"""How a good plan is found within the time."""

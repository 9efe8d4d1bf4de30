"""What one limit is worth: the decision at many levels of it, from little to much."""

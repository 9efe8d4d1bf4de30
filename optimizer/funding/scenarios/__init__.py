"""What-ifs of the funding: named changes of limits and requests, and the decisions that they lead to, side by side."""

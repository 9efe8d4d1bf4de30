"""What may come out of a decision: returns and successes drawn at random, and the decision taken anew for each draw."""

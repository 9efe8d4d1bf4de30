"""What stands beside a decision: scores, the price of each limit, and the words for people and programs."""

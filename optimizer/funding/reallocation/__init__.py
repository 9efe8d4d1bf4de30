"""From the amounts of today to the best ones: which moves, in which order, and how far with a few of them."""

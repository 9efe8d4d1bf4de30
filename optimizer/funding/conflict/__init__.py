"""When no decision keeps every limit: which limits contradict each other, and the cheapest way out."""

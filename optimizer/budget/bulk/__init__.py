"""The initiatives model as arrays: the same rules and tiers as in PuLP, for portfolios of any size."""

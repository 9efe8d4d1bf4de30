"""A linear model as arrays: the same rows for PuLP, where people read them, and for HiGHS, where they are many."""

"""The same money shared in simple ways, under the same limits."""

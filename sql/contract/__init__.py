"""The contract of the ``bi`` views: which columns they have, of which type, meaning what, and since which version."""

"""Frontiers: cost against shortfall, and cost against moves from the last plan; no plan beats their points in both."""

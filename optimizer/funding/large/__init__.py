"""Thousands of requests under a few limits: prices of the limits first, then whole numbers where prices do not do."""

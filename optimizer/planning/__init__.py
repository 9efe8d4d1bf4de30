"""Drivers and scenarios: what a year's revenue target takes in people and money, and how sure that is."""

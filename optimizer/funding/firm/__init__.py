"""Funding on the database: requests and limits as it knows them, and the decision written next to them."""

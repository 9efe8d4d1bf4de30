"""Budget on the database: what it knows about initiatives and people, and the plan written next to it."""

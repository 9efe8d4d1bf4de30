"""The portable T-SQL in DuckDB's words, and what is refused because it is not portable."""

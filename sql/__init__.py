"""The T-SQL schema and the one door to both engines, SQL Server and DuckDB."""

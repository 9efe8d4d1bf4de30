"""Table migrations: a folder of T-SQL per number, and the revision files by which Alembic orders them."""

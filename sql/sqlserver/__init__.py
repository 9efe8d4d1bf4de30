"""SQL Server and Azure SQL: connections, sessions, transactions, bulk inserts, faults."""

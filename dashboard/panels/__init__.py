"""The charts, tables and facts of each page: rows in, a titled panel out."""

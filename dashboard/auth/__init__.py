"""Who reads: accounts, sessions, roles and scope. Everything is refused unless a session allows it (P6)."""

"""New hires: whole people for the effort that existing staff leaves short, who stay (BUDGET A13)."""

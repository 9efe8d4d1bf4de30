"""Plans with whole numbers: how they are found, and how near the best they are proven (BUDGET A6, A10, A11)."""

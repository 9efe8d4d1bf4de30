"""The skill grammar: what an initiative requires, read with positions, and who meets it."""

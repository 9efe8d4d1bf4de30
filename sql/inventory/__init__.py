"""What the database should hold, told from the files, and what it does hold, told by its catalog."""

"""What the pages ask the database, one module per page, each answer within the reader's scope."""

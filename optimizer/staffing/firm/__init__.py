"""The staffing problem of the database, and where its plan is published."""

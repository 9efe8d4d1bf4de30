"""What every model does on the database alike: questions asked in time, numbers that fit, tables that all share."""

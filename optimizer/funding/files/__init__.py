"""What people hand in: requests and limits as CSV files."""

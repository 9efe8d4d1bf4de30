"""What a scenario asks of the people: projects by month, changes for staffing, people to hire."""

"""Drivers and scenarios on the database: what timesheets teach, and the results of a run."""

"""The embedded engine: one file, one process, locks beside it."""

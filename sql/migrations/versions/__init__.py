"""Alembic's revision files."""

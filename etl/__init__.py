"""Extracts in: read, validate, stage, audit, publish; quarantine and replay."""

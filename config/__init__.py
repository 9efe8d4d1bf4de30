"""Typed settings, extract mappings, model parameters, error base classes and logging."""

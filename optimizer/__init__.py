"""The models: who works where, and where the money goes."""

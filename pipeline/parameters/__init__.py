"""The parameters of models and KPIs: what is in force, since when and why, and how to change it."""

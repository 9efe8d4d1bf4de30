"""The models of a run, one module each, behind one shape: load, solve, check, save."""

"""From files to validated rows in canonical text: nothing is inferred, nothing is dropped without being counted."""

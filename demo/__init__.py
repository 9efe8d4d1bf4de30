"""The made-up firm: deterministic extracts in the formats of real systems, dirt included."""

"""From source text to canonical text, one kind of value at a time; the contract says what a value is."""

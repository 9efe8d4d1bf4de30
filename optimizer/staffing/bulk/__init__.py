"""The staffing model as arrays: whole, or as the part of it that may change while all else is kept."""

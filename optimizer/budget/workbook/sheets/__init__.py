"""The tables of the plan's workbook, each a header with units and its rows in plain values."""

"""The tables of each page: columns in the order of reading, with units in the headings."""

"""Plain functions, rows -> figure dictionary. They carry no colors of text or paper: the style sheet gives those."""

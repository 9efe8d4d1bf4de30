"""Counts records and cells of CSV text without the csv module and without the loader: the other side of P1."""


def physical_records(text: str) -> int:
    """Line ends outside quotes, and the last record if it has none."""
    count, is_quoted, is_open, previous = 0, False, False, ""
    for letter in text:
        if letter == '"':
            is_quoted = not is_quoted
        if not is_quoted and (letter == "\r" or (letter == "\n" and previous != "\r")):
            count += 1
            is_open = False
        elif letter != "\n" or is_quoted:
            is_open = True
        previous = letter
    return count + is_open

"""Text that a spreadsheet would run is written so that it stays text; numbers stay numbers, negative ones too."""

from typing import Any

_LIVE_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(value: Any) -> Any:
    """The value itself, or with an apostrophe in front when it is text that could start a formula."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_LIVE_STARTS):
        return f"'{value}"
    if isinstance(value, str):
        return value.replace("\x00", "")
    return value

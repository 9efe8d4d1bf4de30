"""One page is one file; it registers itself under its path."""

ORDER = ("portfolio",)

"""The errors that people read. Each message says what stopped, what was found, what to do, and what was not changed."""


class PropError(Exception):
    """Something a user can understand and mend; the command line prints the message and exits with ``exit_code``."""

    exit_code = 1


class UsageError(PropError):
    """The command's words are off: a missing file, an unknown name, a date that is none."""

    exit_code = 2


class ExtractError(PropError):
    """A file is rejected as a whole; nothing of it was loaded."""


class DatabaseError(PropError):
    """The database cannot be reached, is held by another process, or is not the one expected."""


class ModelError(PropError):
    """A model's input contradicts itself, or its plan does not pass the check; nothing was published."""

"""What can go wrong between PROP and the Power BI service, in the words of whoever has to mend it."""

from config.errors import PropError


class PowerBIError(PropError):
    """The service could not be asked, or refused; ``request_id`` is the one that Microsoft's support asks for."""

    def __init__(self, message: str, *, request_id: str = "") -> None:
        super().__init__(message)
        self.request_id = request_id


class SignInError(PowerBIError):
    """Entra ID gave the service principal no token."""


class RefreshFailedError(PowerBIError):
    """The service accepted the refresh, and it did not complete."""


class NoLongerWaitedForError(RefreshFailedError):
    """The process was asked to end; the service goes on with the refresh."""

"""Passwords are stored as argon2id hashes; a missing account costs as much time as a wrong password."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_PASSWORD_LENGTH = 12
_HASHER = PasswordHasher()


def password_hash(password: str) -> str:
    """The argon2id hash of a password, with its salt and cost."""
    return _HASHER.hash(password)


def is_right_password(password: str, stored_hash: str | None) -> bool:
    """Is this the account's password? ``None`` (no such account) takes the same time and is never right."""
    try:
        return _HASHER.verify(stored_hash or _nobody(), password) and stored_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash("no account has this password")

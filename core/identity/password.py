"""Passwords: argon2id, off the event loop, at the same cost whether or not the person exists."""

import asyncio
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from core.identity.errors import WeakPasswordError

MIN_LENGTH: Final = 10
MAX_LENGTH: Final = 256  # argon2 reads all of it: a megabyte would be a cheap way to keep a core busy
MIN_DISTINCT: Final = 5

_hasher: Final = PasswordHasher()  # argon2id with the RFC 9106 low-memory parameters


@cache
def _nobody() -> str:
    """The hash that unknown people are checked against, made on first use: it costs what every hash costs."""
    return _hasher.hash("nobody's password")


def check_strength(password: str, email: str) -> None:
    """Refuse a password that would be guessed early. Raises WeakPasswordError."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPasswordError(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.", field="password")
    if len(set(password.casefold())) < MIN_DISTINCT:
        raise WeakPasswordError(f"A password needs at least {MIN_DISTINCT} different characters.", field="password")
    name = email.partition("@")[0]
    if len(name) >= MIN_DISTINCT and name.casefold() in password.casefold():
        raise WeakPasswordError("A password must not contain your mail address.", field="password")


async def hash_password(password: str) -> str:
    """An argon2id hash with its parameters and salt."""
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password fits. None stands for a person who does not exist: as slow, and always False."""

    def check() -> bool:
        try:
            _hasher.verify(password_hash or _nobody(), password[: MAX_LENGTH + 1])
        except (VerifyMismatchError, InvalidHashError):
            return False
        return password_hash is not None

    return await asyncio.to_thread(check)

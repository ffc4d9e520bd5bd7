"""Passwords: argon2id, off the event loop, at the same cost whether or not the person exists."""

import asyncio
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MAX_LENGTH: Final = 256  # argon2 reads all of it: a megabyte would be a cheap way to keep a core busy

_hasher: Final = PasswordHasher()  # argon2id with the RFC 9106 low-memory parameters


@cache
def _nobody() -> str:
    """The hash that unknown people are checked against, made on first use: it costs what every hash costs."""
    return _hasher.hash("nobody's password")


async def hash_password(password: str) -> str:
    """An argon2id hash with its parameters and salt."""
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password fits. As slow, and always False, for None (nobody) and for a hash that no password fits."""

    def check() -> bool:
        given = password[: MAX_LENGTH + 1]
        try:
            _hasher.verify(password_hash or _nobody(), given)
        except VerifyMismatchError:
            return False
        except InvalidHashError:  # who signs in by other means only: as slow, or the time would tell
            _is_nobodys(given)
            return False
        return password_hash is not None

    return await asyncio.to_thread(check)


def _is_nobodys(password: str) -> bool:
    try:
        return _hasher.verify(_nobody(), password)
    except VerifyMismatchError:
        return False

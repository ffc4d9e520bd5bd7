"""What makes two statement lines the same movement, and what makes them lines of one merchant."""

import hashlib
import re
from datetime import date
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_DIGEST_BYTES: Final = 16
_KEY_WORDS: Final = 4


def fingerprint(booked_on: date, amount_minor: int, currency: str, description: str) -> bytes:
    """128 bits over day, amount and text; two real identical purchases share it and are told apart by counting."""
    return digest_of(booked_on.isoformat(), amount_minor, currency, plain_text(description))


def digest_of(day: str, amount_minor: int, currency: str, plain: str) -> bytes:
    """`fingerprint` of an ISO day and a text that is plain already, for those who have many."""
    return hashlib.blake2b(f"{day}|{amount_minor}|{currency}|{plain}".encode(), digest_size=_DIGEST_BYTES).digest()


def plain_text(description: str) -> str:
    """The text as it is compared: white space made single, without letter case."""
    return " ".join(description.split()).casefold()


def merchant_key(description: str) -> str:
    """The words of a description without its digits: terminal numbers, dates and sums differ between visits."""
    return " ".join(_WORD.findall(description.casefold())[:_KEY_WORDS])

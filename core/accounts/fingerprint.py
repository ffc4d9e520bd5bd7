"""What makes two statement lines the same movement, and what makes them lines of one merchant."""

import hashlib
import re
from datetime import date
from typing import Final

_SPACE: Final = re.compile(r"\s+")
_NOT_LETTERS: Final = re.compile(r"[^\w]+|[\d_]+")
_DIGEST_BYTES: Final = 16
_KEY_WORDS: Final = 4


def fingerprint(booked_on: date, amount_minor: int, currency: str, description: str) -> bytes:
    """128 bits over day, amount and text; two real identical purchases share it and are told apart by counting."""
    text = _SPACE.sub(" ", description).strip().casefold()
    content = f"{booked_on.isoformat()}|{amount_minor}|{currency}|{text}"
    return hashlib.blake2b(content.encode(), digest_size=_DIGEST_BYTES).digest()


def merchant_key(description: str) -> str:
    """The words of a description without its digits: terminal numbers, dates and sums differ between visits."""
    words = [word for word in _NOT_LETTERS.sub(" ", description.casefold()).split() if len(word) > 1]
    return " ".join(words[:_KEY_WORDS])

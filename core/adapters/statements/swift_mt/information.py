import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.swift_mt.swift_values import AMOUNT, read_amount

_FULL_LINE: Final = 65
_TAG_WIDTH: Final = 4
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.ASCII)
_LONGEST_IBAN: Final = 50
"""With blanks between its groups."""
_SEPARATORS: Final = re.compile(r"[\s.\-]")
_DIGITS: Final = re.compile(r"\d{5,34}", re.ASCII)
_ORIGINAL: Final = re.compile(rf"(?:/OCMT/|\bOCMT[+:/ ]|\bOAMT\+)\s*([A-Z]{{3}})\s*({AMOUNT})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Information:
    """What :86: tells about a movement, in whatever dialect. Empty texts are None."""

    purpose: str | None = None
    name: str | None = None
    account: str | None = None
    booking_text: str | None = None
    reference: str | None = None
    """A reference of the bank's that is in the text and not in :61:."""


def tidy(text: str | None) -> str | None:
    """The text with single blanks; None for none."""
    return " ".join(text.split()) or None if text else None


def spaced(lines: list[str]) -> list[str]:
    """Lines with a blank behind each that was cut between words: a full line is cut inside a word."""
    return [
        line if len(line) + (_TAG_WIDTH if place == 0 else 0) >= _FULL_LINE else f"{line} "
        for place, line in enumerate(lines)
    ]


def joined(lines: list[str]) -> str:
    """Lines as the text they were before a bank cut them."""
    return "".join(spaced(lines))


def account_like(text: str | None) -> str | None:
    """The account number in a text that is nothing else; None otherwise."""
    if not text:
        return None
    compact = _SEPARATORS.sub("", text).lstrip("/").upper()
    return compact if _IBAN.fullmatch(compact) or (_DIGITS.fullmatch(compact) and compact.strip("0")) else None


def iban_like(text: str) -> str | None:
    """The IBAN in a text that is nothing else; None otherwise."""
    if not text or len(text) > _LONGEST_IBAN:
        return None
    compact = "".join(text.split()).upper()
    return compact if _IBAN.fullmatch(compact) else None


def original_amount(text: str, currency: str) -> tuple[Decimal, str] | None:
    """Amount, unsigned, and currency before conversion, where the text names another currency than the account's."""
    # Few texts have it, and looking for four letters is much quicker than the pattern.
    match = _ORIGINAL.search(text) if "OCMT" in text or "OAMT" in text else None
    if match is None:
        return None
    found = read_currency(match[1])
    return (read_amount(match[2]), found) if found and found != currency else None

import re
from typing import Final, NamedTuple

from core.adapters.statements.currencies import currency_of_account, read_currency

_BIC: Final = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_WITH_CURRENCY: Final = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{8,30}?|[\d.\-/ ]{5,40})\s*([A-Z]{3})", re.ASCII)
_LONGEST: Final = 60


class OwnAccount(NamedTuple):
    """The account of :25: and the currency that some banks put behind it."""

    number: str | None
    currency: str | None


def read_own_account(text: str) -> OwnAccount:
    """The account's number as other files of the bank have it: an IBAN without the BIC before it, `bank code/account`.

    `NL71RABO0123456789 EUR`, `1291.99.348EUR`, `UBRTHUHB/123456/HUF` and `/PL071600…` all occur.
    """
    parts = [part.strip() for part in text.upper().split("/") if part.strip()]
    currency = None
    if len(parts) > 1 and (found := read_currency(parts[-1])) and parts[-1].isalpha():
        currency = found
        parts.pop()
    if len(parts) > 1 and _BIC.fullmatch(parts[0]):
        del parts[0]
    number = "/".join(re.sub(r"\s", "", part) for part in parts)[:_LONGEST]
    if (match := _WITH_CURRENCY.fullmatch(number)) and (found := read_currency(match[2])):
        number, currency = match[1], found
    return OwnAccount(number or None, currency or (currency_of_account(number) if number else None))

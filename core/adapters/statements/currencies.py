import re
from functools import lru_cache
from typing import Final

from core.errors import DomainError
from core.money import Currency

_BY_SIGN: Final = {"₽": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₸": "KZT", "₴": "UAH", "₺": "TRY",
                   "₹": "INR", "₾": "GEL", "֏": "AMD", "₩": "KRW", "zł": "PLN", "kč": "CZK", "us$": "USD"}  # fmt: skip
_BY_WORD: Final = {
    "rur": "RUB", "руб": "RUB", "руб.": "RUB", "р": "RUB", "р.": "RUB", "рубль": "RUB", "рубли": "RUB", "рублей": "RUB",
    "российский рубль": "RUB", "rouble": "RUB", "ruble": "RUB", "доллар": "USD", "доллар сша": "USD", "долл": "USD",
    "долл.": "USD", "us dollar": "USD", "dollar": "USD", "евро": "EUR", "euro": "EUR", "юань": "CNY",
    "китайский юань": "CNY", "тенге": "KZT", "pound": "GBP", "фунт": "GBP", "фунт стерлингов": "GBP",
}  # fmt: skip
BY_NUMBER: Final = {
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "826": "GBP", "156": "CNY", "398": "KZT", "933": "BYN",
    "756": "CHF", "392": "JPY", "949": "TRY", "784": "AED", "051": "AMD", "944": "AZN", "417": "KGS", "860": "UZS",
    "972": "TJS", "981": "GEL", "356": "INR", "344": "HKD", "702": "SGD", "036": "AUD", "124": "CAD", "752": "SEK",
    "578": "NOK", "208": "DKK", "985": "PLN", "203": "CZK", "348": "HUF", "941": "RSD", "376": "ILS", "410": "KRW",
    "764": "THB", "704": "VND", "496": "MNT", "980": "UAH", "975": "BGN", "946": "RON", "818": "EGP", "682": "SAR",
}  # fmt: skip
"""ISO 4217 numbers, and 810, which Russian account numbers still use for the rouble."""
_RUSSIAN_ACCOUNT: Final = re.compile(r"\d{20}")


@lru_cache(maxsize=1024)
def read_currency(text: str) -> str | None:
    """The ISO code that a cell names by code, number, sign or word; None when it names none."""
    word = text.strip().strip("\"'()[]").strip().lower()
    if not word:
        return None
    known = _BY_SIGN.get(word) or _BY_WORD.get(word) or BY_NUMBER.get(word)
    if known:
        return known
    try:
        return Currency.parse(word).code
    except DomainError:
        return None


def currency_of_account(account: str) -> str | None:
    """The currency in digits 6 to 8 of a Russian 20-digit account number; None for another kind of number."""
    if not _RUSSIAN_ACCOUNT.fullmatch(account):
        return None
    return BY_NUMBER.get(account[5:8])


@lru_cache(maxsize=256)
def minor_digits(currency: str) -> int:
    """Digits after the point of a currency: 2 for RUB, 0 for JPY."""
    return Currency(currency).exponent

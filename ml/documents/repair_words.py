"""Repairs one misread letter in the words that say what an amount or a date is: `Tetal`, `Rounding Adjustrrent`."""

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{5,16}")
_KEYWORDS: Final = frozenset({
    "total", "subtotal", "amount", "payable", "payment", "change", "rounding", "adjustment", "inclusive", "exclusive",
    "including", "excluding", "discount", "summary", "tender", "received", "balance", "invoice", "receipt", "cashier",
    "rounded", "service", "charge", "gesamt", "gesamtbetrag", "summe", "betrag", "netto", "brutto", "rechnung",
    "rechnungsbetrag", "zwischensumme", "datum", "rechnungsdatum", "rechnungsnummer", "mehrwertsteuer", "umsatzsteuer",
    "оплате", "итого", "всего", "сумма", "сдача", "наличными", "безналичными", "получено", "кассовый", "скидка",
    "стоимость", "исполнитель", "поставщик", "продавец", "покупатель", "заказчик",
})  # fmt: skip
_TWO_LETTERS_FROM: Final = 9
"""Words this long may have two letters wrong and are still told apart."""


def repair_words(text: str) -> str:
    """The text with keywords spelt right; every other word stays as it was read."""
    return _WORD.sub(lambda match: _repaired(match[0]), text)


@lru_cache(maxsize=20_000)
def _repaired(word: str) -> str:
    lower = word.lower()
    if lower in _KEYWORDS:
        return word
    allowed = 2 if len(lower) >= _TWO_LETTERS_FROM else 1
    near = [known for known in _KEYWORDS if _is_within(known, lower, allowed)]
    return near[0] if len(near) == 1 else word


def _is_within(known: str, word: str, allowed: int) -> bool:
    """Whether so few letters were changed, lost or added. The first letter or the last must be right."""
    if abs(len(known) - len(word)) > allowed or (known[0] != word[0] and known[-1] != word[-1]):
        return False
    row = list(range(len(word) + 1))
    for place, letter in enumerate(known, 1):
        before, row[0] = row[0], place
        for other, read in enumerate(word, 1):
            before, row[other] = row[other], min(row[other] + 1, row[other - 1] + 1, before + (letter != read))
    return row[-1] <= allowed

"""The currency of a document: signs and codes next to amounts count, the language decides where there are none."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import FieldValue
from ml.documents.text_line import TextLine, text_of

_SIGNS: Final[dict[str, re.Pattern[str]]] = {
    "RUB": re.compile(r"₽|\bруб(?:\.|лей|ля|ль)?(?![а-я])|\d\s?р\.|\bRUB\b|\bRUR\b", re.IGNORECASE),
    "EUR": re.compile(r"€|\bEUR(?:O)?\b", re.IGNORECASE),
    "USD": re.compile(r"(?<![A-Za-z])(?:US)?\$|\bUSD\b", re.IGNORECASE),
    "GBP": re.compile(r"£|\bGBP\b", re.IGNORECASE),
    "MYR": re.compile(r"\bMYR\b|\bR[MHN](?=[\s\d:.)-])|\(R[MHN]\)|\bSDN\.?\s+BHD\b"),
    "KZT": re.compile(r"₸|\bтенге\b|\bKZT\b", re.IGNORECASE),
    "BYN": re.compile(r"\bBYN\b|бел\.\s?руб", re.IGNORECASE),
    "UAH": re.compile(r"₴|\bгрн\b|\bUAH\b", re.IGNORECASE),
    "CHF": re.compile(r"\bCHF\b|(?<![-–.\w])Fr\.(?=\s?\d)"),
    "INR": re.compile(r"₹|\bRs\.?(?=\s?\d)|\bINR\b"),
    "CNY": re.compile(r"\bCNY\b|\bRMB\b"),
    "TRY": re.compile(r"₺|\bTRY\b"),
    "AED": re.compile(r"\bAED\b"),
    "SGD": re.compile(r"S\$|\bSGD\b"),
    "AUD": re.compile(r"A\$|\bAUD\b"),
    "CAD": re.compile(r"C\$|\bCAD\b"),
}
_BY_LANGUAGE: Final = {"ru": ("RUB", 0.8), "de": ("EUR", 0.5)}
_RUSSIAN_FISCAL: Final = re.compile(r"\bИНН\b|\bНДС\b|\bККТ\b")


def detect_currency(lines: Sequence[TextLine], language: str) -> FieldValue | None:
    """The ISO 4217 code, or None where nothing tells."""
    text = text_of(lines)
    counts = {code: len(sign.findall(text)) for code, sign in _SIGNS.items()}
    if language == "ru" and not re.search(r"\bUSD\b|доллар", text, re.IGNORECASE):
        counts["USD"] = 0  # a five or a letter read as a dollar sign
    best = max(counts, key=lambda code: counts[code])
    if counts[best]:
        share = counts[best] / sum(counts.values())
        return FieldValue(best, round(min(0.98, 0.6 * share + 0.3 + 0.04 * min(counts[best], 4)), 2))
    if language in _BY_LANGUAGE:
        code, confidence = _BY_LANGUAGE[language]
        if language != "ru" or _RUSSIAN_FISCAL.search(text):
            return FieldValue(code, confidence)
    return None

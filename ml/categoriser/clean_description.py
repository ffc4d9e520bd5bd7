"""From a statement line to the merchant's name: what stays the same the next time the same merchant is paid."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ml.categoriser.knowledge_files import read_knowledge
from ml.text.fold import fold, fold_normalised, normalise

MAX_CHARACTERS: Final = 300
"""Longer lines are cut: a bank's line is at most 210 characters (payment purpose), the rest is abuse."""

_DIGIT: Final = re.compile(r"\d")
_MASK: Final = re.compile(r"(?:\d{4,6}\W?)?(?:[*•]{2,}|(?<![^\W\d])[xх]{2,})\W?\d{2,6}|\*\d{4}\b")
_PROCESSOR: Final = re.compile(r"\s*([^\W\d]+)[ _]?\*\s?(?=[^\W\d]{2})")
_DATE: Final = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"
)
_MONEY: Final = re.compile(r"\b\d+(?:[ .,]\d{3})*[.,]\d{2}\s?(?:₽|руб|rub|eur|usd|gbp|€|\$|£)?")
_URL: Final = re.compile(
    r"(?:https?://)?(?:www\.)([\w.-]+)(?:/\S*)?|\b([\w-]{2,}(?:\.[\w-]+)*?)\.(?:com|ru|org|net|io|co\.uk|co|uk|gov\.uk|de|eu|me|рф)\b(?:/\S*)?"
)
_APOSTROPHE: Final = re.compile(r"(?<=\w)['`’](?=s\b)")
_WORD: Final = re.compile(r"[\w&]+")
_DOMAIN_ENDS: Final = frozenset({"com", "ru", "org", "net", "io", "co", "uk", "gov", "de", "eu", "me", "c", "рф"})
_MAX_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class _Noise:
    """Folded noise, ready to compare."""

    words: frozenset[str]
    processors: frozenset[str]
    openings: frozenset[tuple[str, ...]]
    opening_starts: frozenset[str]
    towns: frozenset[tuple[str, ...]]
    town_starts: frozenset[str]
    named_numbers: frozenset[str]


@cache
def _noise() -> _Noise:
    table = read_knowledge("noise.toml")
    openings = frozenset(tuple(fold(phrase).split()) for phrase in table["openings"])
    towns = frozenset(tuple(fold(phrase).split()) for phrase in table["towns"])
    return _Noise(
        frozenset(fold(word) for word in table["words"]),
        frozenset(table["processors"]),
        openings,
        frozenset(opening[0] for opening in openings),
        towns,
        frozenset(town[0] for town in towns),
        frozenset(fold(word) for word in table["named_numbers"]),
    )


def merchant_key(description: str) -> str:
    """The folded name of the merchant: equal for twins. Small Latin letters and digits, words apart by one space.

    A line with nothing but noise gives its folded letters, and one without letters the empty text.
    """
    noise = _noise()
    text = normalise(description[:MAX_CHARACTERS])
    if "*" in text and (opening := _PROCESSOR.match(text)) is not None and opening[1] in noise.processors:
        text = text[opening.end() :]
    if _DIGIT.search(text) is not None:
        text = _without_numbers(text)
    if "." in text:
        text = _URL.sub(_site_name, text)
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if "_" in text:
        text = text.replace("_", " ")
    words = [word for raw in _WORD.findall(text) if (word := _name_word(raw))]
    if words and words[0] in noise.opening_starts:
        words = _without_opening(words, noise)
    if not noise.town_starts.isdisjoint(words):
        words = _without_towns(words, noise)
    if noise.words.isdisjoint(words):
        return " ".join(words)
    return " ".join([word for word in words if word not in noise.words] or words)


def _without_numbers(text: str) -> str:
    """Without masks, dates, times and sums. Looking for their marks first is a tenth of the price of the patterns."""
    if "*" in text or "•" in text or "xx" in text or "хх" in text:
        text = _MASK.sub(" ", text)
    if "." in text or "-" in text or "/" in text or ":" in text:
        text = _DATE.sub(" ", text)
    if "." in text or "," in text:
        text = _MONEY.sub(" ", text)
    return text


def _site_name(match: re.Match[str]) -> str:
    host = match[1] or match[2]
    parts = [part for part in host.split(".") if part not in _DOMAIN_ENDS]
    return f" {' '.join(parts)} "


@lru_cache(maxsize=2**16)
def _name_word(normalised: str) -> str:
    """The folded word, empty where it is a number rather than a name. Words repeat even where lines don't."""
    word = fold_normalised(normalised)
    if word.isalpha() or word in _noise().named_numbers:
        return word
    digits = sum(character.isdigit() for character in word)
    return word if digits <= _MAX_DIGITS and digits < len(word) - digits else ""


def _without_opening(words: list[str], noise: _Noise) -> list[str]:
    while len(words) > 1 and words[0] in noise.opening_starts:
        for length in (4, 3, 2, 1):
            if len(words) > length and tuple(words[:length]) in noise.openings:
                words = words[length:]
                break
        else:
            break
    return words


def _without_towns(words: list[str], noise: _Noise) -> list[str]:
    kept = words[:1]
    at = 1
    while at < len(words):
        length = _town_length(words, at, noise) if words[at] in noise.town_starts else 0
        if length == 0:
            kept.append(words[at])
        at += length or 1
    return kept


def _town_length(words: list[str], at: int, noise: _Noise) -> int:
    return next((length for length in (3, 2, 1) if tuple(words[at : at + length]) in noise.towns), 0)

"""From a statement line to the merchant's name: what stays the same the next time the same merchant is paid."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
_MOST_WORDS: Final = 2**16


@dataclass(frozen=True, slots=True)
class _Noise:
    """Folded noise, ready to compare."""

    words: frozenset[str]
    processors: frozenset[str]
    openings: frozenset[tuple[str, ...]]
    opening_lengths: Mapping[str, Sequence[int]]
    towns: frozenset[tuple[str, ...]]
    town_lengths: Mapping[str, Sequence[int]]
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
        _lengths(openings),
        towns,
        _lengths(towns),
        frozenset(fold(word) for word in table["named_numbers"]),
    )


def _lengths(phrases: Iterable[Sequence[str]]) -> dict[str, list[int]]:
    """Of how many words the phrases are that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


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
    words = list(filter(None, map(_NAME_WORDS.__getitem__, _WORD.findall(text))))
    if words and words[0] in noise.opening_lengths:
        words = _without_opening(words, noise)
    if not noise.town_lengths.keys().isdisjoint(words):
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


class _NameWords(dict[str, str]):
    """The folded word of a normalised one, empty where it is a number rather than a name.

    Words repeat even where lines don't. A dictionary that fills itself is asked in half the time of `lru_cache`.
    """

    def __missing__(self, normalised: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = self[normalised] = _name_word(normalised)
        return word


_NAME_WORDS: Final = _NameWords()


def _name_word(normalised: str) -> str:
    word = fold_normalised(normalised)
    if word.isalpha() or word in _noise().named_numbers:
        return word
    digits = sum(character.isdigit() for character in word)
    return word if digits <= _MAX_DIGITS and digits < len(word) - digits else ""


def _without_opening(words: list[str], noise: _Noise) -> list[str]:
    while len(words) > 1:
        for length in noise.opening_lengths.get(words[0], ()):
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
        for length in noise.town_lengths.get(words[at], ()):
            if tuple(words[at : at + length]) in noise.towns:
                at += length
                break
        else:
            kept.append(words[at])
            at += 1
    return kept

"""Russian texts as SWIFT-RUR 6 writes them in Latin letters."""

import re
from typing import Final

_LETTERS: Final = str.maketrans(
    "ABVGDEoJZIiKLMNOPRSTUFHCcQqxYXeuanpjm",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№%'\"",
)
_LATIN: Final = "'"
"""Switches to Latin letters and back; in Russian text an apostrophe is `j`."""
_RUSSIAN_WORD: Final = re.compile(r"[A-Zoicqxeua]{3,}")
_SMALL: Final = re.compile(r"[oicqxeua]")
_ENGLISH_WORD: Final = re.compile(r"[A-Z]?[a-z]{3,}")
_LEAST_WORDS: Final = 3


def is_rur6(text: str) -> bool:
    """Whether a sample of a statement in roubles is transliterated.

    Its sign is words of capitals with a few small letters inside, as in `ZADOLJENNOSTX PO ScoTU`; text in which
    whole words are small is plain.
    """
    if not text.isascii():
        return False
    mixed = sum(
        bool(_SMALL.search(word) and re.search("[A-Z]{2}|^[a-z]?[A-Z]", word)) for word in _RUSSIAN_WORD.findall(text)
    )
    return mixed >= _LEAST_WORDS and mixed > len(_ENGLISH_WORD.findall(text))


def from_rur6(text: str) -> str:
    """The Russian text. What stands between apostrophes is Latin and stays; curly brackets come as round ones."""
    parts = text.split(_LATIN)
    return "".join(part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts))

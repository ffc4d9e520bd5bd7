"""Cuts endings off Russian and English words, roughly: forms of one word should meet, not be right grammar."""

from functools import lru_cache
from typing import Final

from ml.text.fold import normalise

_RUSSIAN_TEXT: Final = (
    "ами ями ыми ими ого его ому ему ать ять ить еть ств ость ости иями ения ение ений ению ании ание ания ться "
    "тся ующий ает ают ует уют ишь ешь ите ете ала или ыла ила ана ено ый ий ой ая яя ое ее ые ие ых их ую юю ом "
    "ем им ым ам ям ах ях ов ев ей ью ия ии ию ть ск а я о е ы и у ю ь й"
)
_RUSSIAN: Final = sorted(_RUSSIAN_TEXT.split(), key=len, reverse=True)
_ENGLISH: Final = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ers",
    "er",
    "ies",
    "ied",
    "ed",
    "es",
    "s",
    "y",
    "e",
)
_SHORTEST: Final = 3


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word in lower case without its ending; at least three letters stay."""
    plain = normalise(word)
    endings = _ENGLISH if plain.isascii() else _RUSSIAN
    for ending in endings:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            return plain[: -len(ending)]
    return plain

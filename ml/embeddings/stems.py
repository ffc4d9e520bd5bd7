"""Cuts endings off Russian and English words, roughly: forms of one word should meet, not be right grammar."""

import re
from functools import lru_cache
from typing import Final

from ml.text.fold import normalise

_NOUN_AND_ADJECTIVE: Final = (
    "иями ями ами ией иях иям ием ого его ому ему ыми ими ях ах ям ам ов ев ей ой ый ий ая яя ое ее ые ие ых их ую юю "
    "ом ем ым им ью ия ья ии ию ть а я о е ы и у ю ь й"
)
_VERB: Final = "ировать овать ать ять ить еть ться тся ают яют ует уют ишь ешь ите ете ала или ила ано ена ены ить"
_NAME_OF_ACTION: Final = "ования ованием ование ований ению ением ения ение ений ании ание ания аний анием"
_RUSSIAN: Final = sorted(f"{_NOUN_AND_ADJECTIVE} {_VERB} {_NAME_OF_ACTION}".split(), key=len, reverse=True)
_ENGLISH: Final = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e")
_SHORTEST: Final = 3
# `ручка`, `ручек`; `скрепка`, `скрепок`: the vowel that comes and goes, and the soft sign before it, are left out.
_FLEETING: Final = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])ь?[оеь]?к$")
_DOUBLED: Final = re.compile(r"([bdgklmnprt])\1$")
_MEASURED_LETTERS: Final = 4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word in lower case without its ending; at least three letters stay."""
    plain = normalise(word)
    if plain.isascii():
        return _english(plain)
    for ending in _RUSSIAN:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain[: -len(ending)]
            break
    return _FLEETING.sub("к", plain) if len(plain) >= _MEASURED_LETTERS else plain


def _english(plain: str) -> str:
    for ending in _ENGLISH:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            if ending == "s" and plain.endswith(("ss", "us")):
                return plain
            cut = plain[: -len(ending)]
            return _DOUBLED.sub(r"\1", cut) if ending in ("ing", "ed", "ings") and len(cut) > _SHORTEST else cut
    return plain

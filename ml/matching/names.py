"""How alike a merchant's name on paper and on a statement are, whatever script, spelling, cut or noise."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ml.text.fold import fold

MAX_CHARACTERS: Final = 200
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LEGAL: Final = (
    "ооо оао зао пао ао ип тоо нко ано фгуп муп общество ограниченной ответственностью индивидуальный предприниматель "
    "llc ltd limited inc plc corp company co gmbh ug kg ohg ag sa sarl bv oy ab sdn bhd pte"
)
_NOISE: Final = (
    "оплата покупка платеж карта карте карты товаров услуг услуги за по от счету счет договору ндс без том числе касса "
    "чек магазин терминал перевод rus ru gb uk de moscow moskva москва spb sankt peterburg london berlin "
    "card payment purchase pos visa mastercard debit contactless to at www com paypal sumup zettle sp ym iz sq tst "
    "kartenzahlung lastschrift girocard rechnung invoice receipt retail shop store"
)
_PREFIX: Final = 4
"""Letters that a cut word must keep to be known by its beginning."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """0 to 1 each. `cover` is the better covered side's share, `both` the other's; `letters` knows no words."""

    cover: float
    both: float
    letters: float


NOTHING: Final = Likeness(0.0, 0.0, 0.0)


@lru_cache(maxsize=1)
def _meaningless() -> frozenset[str]:
    return frozenset(fold(word) for word in f"{_LEGAL} {_NOISE}".split())


@lru_cache(maxsize=20_000)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words that may name a merchant; all words where nothing but noise is there."""
    words = _WORD.findall(fold(text[:MAX_CHARACTERS]))
    telling = [word for word in words if word not in _meaningless()]
    return tuple(dict.fromkeys(telling or words))


def name_key(text: str) -> str:
    """The words as one key: equal for spellings of one name."""
    return " ".join(name_words(text))


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> Likeness:
    """How alike two names are."""
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return NOTHING
    there, back = _covered(first, second), _covered(second, first)
    return Likeness(max(there, back), min(there, back), _dice(_grams("".join(first)), _grams("".join(second))))


def _covered(words: tuple[str, ...], by: tuple[str, ...]) -> float:
    """Share of the letters of `words` that stand in words of the other side too."""
    return sum(len(word) * max(_alike(word, other) for other in by) for word in words) / sum(map(len, words))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter = min(len(one), len(other))
    if shorter >= _PREFIX and one[:shorter] == other[:shorter]:
        return 0.95
    return _dice(_grams(one), _grams(other))


@lru_cache(maxsize=50_000)
def _grams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0

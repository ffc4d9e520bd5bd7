"""Groups movements by who was paid or who paid, though a bank writes the name a little differently each time."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from core.ports.forecaster import Movement
from ml.text.fold import fold

_NOT_LETTER: Final = re.compile(r"[^a-z]+")
_DIGITS: Final = re.compile(r"\d+")
_EMPTY_WORDS: Final = (
    "and card com des for from inc invoice llc ltd no nr order payment pay pmt pos purchase ref sepa the transaction"
    " transfer txn visa mastercard www gmbh картой покупка оплата перевод платеж счет ооо ип зао пао ао"
)
_SAYS_NOTHING: Final = frozenset(map(fold, _EMPTY_WORDS.split()))
_ALIKE: Final = 0.6
_MOST_NAMES: Final = 2000  # names that are compared: beyond that only equal ones are one
_SHORTEST: Final = 4


def by_payee(movements: Sequence[Movement]) -> list[list[int]]:
    """Places of movements of one name and direction, each list in the order given."""
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, movement in enumerate(movements):
        if movement.amount_minor:
            name = _name(movement.counterparty, movement.description)
            groups[name, movement.amount_minor > 0].append(place)
    joined: list[list[int]] = []
    for is_income in (False, True):
        names = [name for name, income in groups if income == is_income]
        joined += [sorted(place for name in alike for place in groups[name, is_income]) for alike in _alike(names)]
    return joined


def _name(counterparty: str, description: str) -> str:
    """Whose account, if its number is known, and the words of the name, else of the description."""
    # Numbers in a description change with each payment, those of a counterparty name it. Without them one reading
    # serves every "Invoice 17".
    return _name_of(counterparty, _DIGITS.sub(" ", description))


@lru_cache(maxsize=16_384)
def _name_of(counterparty: str, description: str) -> str:
    number = "".join(filter(str.isdigit, counterparty))
    is_number = len(number) >= _SHORTEST
    words = () if is_number else _words(counterparty)
    return f"{number if is_number else ''}|{' '.join(words or _words(description))}"


def _words(text: str) -> tuple[str, ...]:
    words = _NOT_LETTER.sub(" ", fold(text)).split()
    return tuple(word for word in words if len(word) > 1 and word not in _SAYS_NOTHING) or tuple(words)


def _alike(names: Sequence[str]) -> list[list[str]]:
    """Names in groups: what has the same counterparty and nearly the same letters is one."""
    if len(names) > _MOST_NAMES:
        return [[name] for name in names]
    pieces = [_pieces(name.split("|", 1)[1]) for name in names]
    whose = [name.split("|", 1)[0] for name in names]
    found: list[list[int]] = []
    leads: dict[tuple[str, str], list[int]] = defaultdict(list)  # whose, piece -> groups whose longest name has it
    for place in sorted(range(len(names)), key=lambda one: (-len(pieces[one]), names[one])):
        shared = Counter(group for piece in pieces[place] for group in leads[whose[place], piece])
        best = max(shared, key=lambda group: (shared[group], -group), default=None)
        if best is not None and _likeness(len(pieces[place]), len(pieces[found[best][0]]), shared[best]) >= _ALIKE:
            found[best].append(place)
            continue
        for piece in pieces[place]:
            leads[whose[place], piece].append(len(found))
        found.append([place])
    return [[names[place] for place in group] for group in found]


def _pieces(text: str) -> frozenset[str]:
    """Groups of three letters of the text without spaces."""
    whole = text.replace(" ", "")
    return frozenset(whole[at : at + 3] for at in range(len(whole) - 2))


def _likeness(fewer: int, more: int, shared: int) -> float:
    """0 to 1 from numbers of pieces: how much of the shorter name is in the longer, less when one is far longer."""
    if fewer < _SHORTEST - 2:
        return 0.0
    return 0.6 * shared / fewer + 0.4 * shared / more

"""What a bench measures: one number of ours beside its peer's, from the same run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Pair: TypeAlias = tuple[float, float]
"""What ours and the peer measured in one round."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians over `rounds`. `ratio` is the median of ours ÷ peer round by round, so a busy moment can't tilt it."""

    name: str
    value: float
    unit: str
    peer_name: str
    peer_value: float
    ratio: float
    rounds: int
    is_higher_better: bool = True

    @classmethod
    def of(
        cls, name: str, unit: str, peer_name: str, pairs: Sequence[Pair], *, is_higher_better: bool = True
    ) -> "Figure":
        """The figure of one pair a round, at least one."""
        ours, peer = zip(*pairs, strict=True)
        ratio = median(one / other for one, other in pairs)
        return cls(name, median(ours), unit, peer_name, median(peer), ratio, len(pairs), is_higher_better)


def in_turns(rounds: int, within: float, *sides: Callable[[], T]) -> list[tuple[T, ...]]:
    """What each side measured, a tuple a round. Each round begins with the next side, so that none is always first.

    No round begins when `within` seconds have passed, save the first.
    """
    measured: list[tuple[T, ...]] = []
    began = perf_counter()
    for turn in range(rounds):
        if measured and perf_counter() - began > within:
            break
        order = [(turn + place) % len(sides) for place in range(len(sides))]
        found = {place: sides[place]() for place in order}
        measured.append(tuple(found[place] for place in range(len(sides))))
    return measured


def against(measured: Iterable[Sequence[float]], peer: int) -> list[Pair]:
    """Ours, which is the first side, beside one of the others."""
    return [(sides[0], sides[peer]) for sides in measured]


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many of `count` things a second, doing them once."""
    began = perf_counter()
    work()
    return count / (perf_counter() - began)

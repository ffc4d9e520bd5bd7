"""Sums that come out exactly: several papers of one payment, several payments of one paper."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Final
from uuid import UUID

from core.ports.receipt_matcher import INVOICE_DAYS_AFTER, INVOICE_DAYS_BEFORE, MatchKind
from ml.matching.features import Pair

MOST_MEMBERS: Final = 10
"""Papers or payments tried for one sum, the nearest days first: 627 sums at most."""
MOST_PARTS: Final = 5
ALIKE: Final = 0.6
"""Likeness of names without which an exact sum is chance."""
_DAYS_BEFORE: Final = 1
_DAYS_AFTER: Final = 7


@dataclass(frozen=True, slots=True)
class Combination:
    """Pairs that belong together all at once. `is_only` where no other sum of the same parts comes out."""

    kind: MatchKind
    pairs: tuple[Pair, ...]
    is_only: bool


def find_combinations(pairs: Iterable[Pair]) -> list[Combination]:
    """One exact sum for each payment and each paper that has any."""
    of_payment: defaultdict[UUID, list[Pair]] = defaultdict(list)
    of_paper: defaultdict[UUID, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if _can_be_part(pair):
            smaller = pair.paper.total is not None and pair.paper.total < pair.payment.amount
            (of_payment[pair.payment.id] if smaller else of_paper[pair.paper.id]).append(pair)
    found = [
        *(_of_payment(group) for group in of_payment.values()),
        *(_of_paper(group) for group in of_paper.values()),
    ]
    return list(_without_overlap([combination for combination in found if combination is not None]))


def _can_be_part(pair: Pair) -> bool:
    total, days = pair.paper.total, pair.days
    if total is None or days is None or total <= 0 or total == pair.payment.amount:
        return False
    if pair.paper.currency not in (None, pair.payment.currency) or not (pair.is_alias or pair.alike.cover >= ALIKE):
        return False
    if pair.paper.is_receipt:
        return -_DAYS_BEFORE <= days <= _DAYS_AFTER
    return -INVOICE_DAYS_BEFORE <= days <= INVOICE_DAYS_AFTER


def _of_payment(group: Sequence[Pair]) -> Combination | None:
    parts = [(pair, pair.paper.total) for pair in _nearest(group) if pair.paper.total is not None]
    return _combination(MatchKind.PART_OF_PAYMENT, parts, group[0].payment.amount)


def _of_paper(group: Sequence[Pair]) -> Combination | None:
    total = group[0].paper.total
    parts = [(pair, pair.payment.amount) for pair in _nearest(group)]
    return _combination(MatchKind.PART_OF_PAPER, parts, total) if total is not None else None


def _nearest(group: Sequence[Pair]) -> list[Pair]:
    """In an order that follows from what they say, so that it is the same whenever they came."""
    return sorted(group, key=_closeness)[:MOST_MEMBERS]


def _closeness(pair: Pair) -> tuple[int, float, Decimal, str, str]:
    return abs(pair.days or 0), -pair.alike.cover, pair.payment.amount, str(pair.paper.total), pair.payment.description


def _combination(kind: MatchKind, parts: Sequence[tuple[Pair, Decimal]], whole: Decimal) -> Combination | None:
    """The first exact sum, smallest first, and whether it is the only one."""
    sums = _exact_sums(parts, whole)
    first = next(sums, None)
    return Combination(kind, first, is_only=next(sums, None) is None) if first is not None else None


def _exact_sums(parts: Sequence[tuple[Pair, Decimal]], whole: Decimal) -> Iterator[tuple[Pair, ...]]:
    for count in range(2, min(MOST_PARTS, len(parts)) + 1):
        for chosen in combinations(parts, count):
            if sum(amount for _, amount in chosen) == whole:
                yield tuple(pair for pair, _ in chosen)


def _without_overlap(found: Sequence[Combination]) -> Iterator[Combination]:
    """What stands in two sums is in doubt in both."""
    papers = Counter(paper for combination in found for paper in {pair.paper.id for pair in combination.pairs})
    payments = Counter(payment for combination in found for payment in {pair.payment.id for pair in combination.pairs})
    for combination in found:
        shared = any(papers[pair.paper.id] > 1 or payments[pair.payment.id] > 1 for pair in combination.pairs)
        yield replace(combination, is_only=combination.is_only and not shared)

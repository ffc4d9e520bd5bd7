"""A pair among its rivals: a good match is the best of its paper's payments and of its payment's papers, by far."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from ml.matching.features import NAMES, Floats, Pair
from ml.matching.model import CONTEXT

Booleans = NDArray[np.bool_]

FAR: Final = 8.0
"""Log-odds ahead beyond which more says nothing."""
CLOSE: Final = 2.0
"""Log-odds behind within which a rival is nearly as good."""


def context_of(pairs: Sequence[Pair], own: Floats) -> Floats:
    """What `model.CONTEXT` names, a row a pair."""
    by_paper = _grouped(pair.paper.id for pair in pairs)
    by_payment = _grouped(pair.payment.id for pair in pairs)
    ahead_payments, close_payments = _against(by_paper, own)
    ahead_papers, close_papers = _against(by_payment, own)
    exact = exact_of(pairs)
    lead = np.minimum(ahead_payments, ahead_papers)
    return np.column_stack(
        [
            np.clip(own, -12, 12),
            ahead_payments,
            ahead_papers,
            np.log1p(close_payments),
            np.log1p(close_papers),
            ahead_payments >= FAR,
            ahead_papers >= FAR,
            np.log1p(_others(by_paper, exact)),
            np.log1p(_others(by_payment, exact)),
            lead,
            np.clip(own, -4, 4) * np.clip(lead, -4, 4) / 4,
        ]
    )


def exact_of(pairs: Sequence[Pair]) -> Floats:
    """1.0 where the amounts fit to the cent, also in the merchant's own currency."""
    columns = [NAMES.index("exact"), NAMES.index("original_exact")]
    return np.array([max(pair.values[columns]) for pair in pairs])


def is_crowded(context: Floats) -> Booleans:
    """Where another payment or another paper has the same amount: twins, subscriptions, a coffee a day."""
    columns = [CONTEXT.index("same_payments"), CONTEXT.index("same_papers")]
    return np.asarray((context[:, columns] > 0).any(axis=1), dtype=np.bool_)


def _others(groups: Sequence[Sequence[int]], marked: Floats) -> Floats:
    """How many others of its group are marked."""
    counts = np.zeros(marked.size)
    for group in groups:
        members = np.array(group)
        counts[members] = marked[members].sum() - marked[members]
    return counts


def _grouped(keys: Iterable[UUID]) -> list[list[int]]:
    groups: defaultdict[UUID, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        groups[key].append(at)
    return list(groups.values())


def _against(groups: Sequence[Sequence[int]], own: Floats) -> tuple[Floats, Floats]:
    """How far each is ahead of the best other of its group, -FAR to FAR, and how many others are nearly as good."""
    ahead, close = np.full(own.size, FAR), np.zeros(own.size)
    for group in groups:
        if len(group) == 1:
            continue
        members = np.array(group)
        scores = own[members]
        order = np.sort(scores)
        best_other = np.where(scores == order[-1], order[-2], order[-1])
        ahead[members] = np.clip(scores - best_other, -FAR, FAR)
        close[members] = (scores[None, :] >= scores[:, None] - CLOSE).sum(axis=1) - 1
    return ahead, close

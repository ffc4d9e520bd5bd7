"""From candidates to what is linked without asking, and what is suggested."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final
from uuid import UUID, uuid5

import numpy as np

from core.ports.receipt_matcher import Candidate, KnownPair, MatchKind, Paper, PaymentFacts, ProposedMatch
from ml.matching.combine import Combination, find_combinations
from ml.matching.features import NAMES, Aliases, Floats, Pair, look_at
from ml.matching.model import ALONE, CONTEXT, CROWDED, MatchingModel, read_model
from ml.matching.rivals import Booleans, context_of, is_crowded

SUGGESTED_FROM: Final = 0.1
"""Probability from which a pair is worth a person's look."""
MOST_SUGGESTED: Final = 3
"""Suggestions a paper: more is no help."""
SUM_CERTAIN_FROM: Final = 0.98
"""Share of exact sums that must have been right, at the lower end of its interval, for sums to be linked unasked."""
_GROUPS: Final = UUID("6f1d8f0e-6f5b-5a55-9a53-2f6d0c3a7b10")
_AHEAD_PAYMENTS: Final = CONTEXT.index("ahead_of_payments")
_AHEAD_PAPERS: Final = CONTEXT.index("ahead_of_papers")


class LogisticMatcher:
    """The shipped model, with each person's own confirmed names beside it."""

    def __init__(self, model: MatchingModel) -> None:
        self._model = model

    @property
    def version(self) -> str:
        """Changes with what would change its answers."""
        return "pairs-1"

    def propose(
        self,
        papers: Sequence[Paper],
        payments: Sequence[PaymentFacts],
        candidates: Sequence[Candidate],
        known: Sequence[KnownPair] = (),
    ) -> list[ProposedMatch]:
        """As the port says."""
        if not candidates:
            return []
        pairs, context, probabilities = self.weigh(papers, payments, candidates, known)
        certain = contenders(pairs, context) & (probabilities >= self._thresholds(context))
        linked = [_proposed(pairs[at], probabilities[at], is_certain=True) for at in np.flatnonzero(certain)]
        taken = {match.paper_id for match in linked} | {match.payment_id for match in linked}
        free = [at for at, pair in enumerate(pairs) if taken.isdisjoint((pair.paper.id, pair.payment.id))]
        settled = {pairs[at].paper.id for at in free if probabilities[at] >= self._model.combination["only"]}
        sums = find_combinations(pairs[at] for at in free if pairs[at].paper.id not in settled)
        parts = [match for combination in sums for match in self._parts(combination)]
        taken |= {key for match in parts if match.is_certain for key in (match.paper_id, match.payment_id)}
        in_sum = {(match.paper_id, match.payment_id) for match in parts}
        rest = [
            at
            for at in free
            if taken.isdisjoint((pairs[at].paper.id, pairs[at].payment.id))
            and (pairs[at].paper.id, pairs[at].payment.id) not in in_sum
        ]
        return [*linked, *parts, *_suggested(pairs, probabilities, rest)]

    def weigh(
        self,
        papers: Sequence[Paper],
        payments: Sequence[PaymentFacts],
        candidates: Sequence[Candidate],
        known: Sequence[KnownPair],
    ) -> tuple[list[Pair], Floats, Floats]:
        """Pairs, their context among rivals and their probabilities, in one order."""
        paper_by_id = {paper.id: paper for paper in papers}
        payment_by_id = {payment.id: payment for payment in payments}
        aliases = Aliases.learn(known)
        pairs = [
            look_at(candidate, paper_by_id[candidate.paper_id], payment_by_id[candidate.payment_id], aliases)
            for candidate in candidates
        ]
        values = np.array([pair.values for pair in pairs]).reshape(len(pairs), len(NAMES))
        context = context_of(pairs, self._model.own(values))
        return pairs, context, self._model.probability(self._model.margin(context))

    def _thresholds(self, context: Floats) -> Floats:
        levels = self._model.certain_from
        return np.where(is_crowded(context), levels[CROWDED], levels[ALONE])

    def _parts(self, combination: Combination) -> Iterator[ProposedMatch]:
        score = self._model.combination["only" if combination.is_only else "other"]
        is_certain = combination.is_only and score >= SUM_CERTAIN_FROM
        keys = sorted(f"{pair.paper.id}/{pair.payment.id}" for pair in combination.pairs)
        group = uuid5(_GROUPS, " ".join(keys))
        for pair in combination.pairs:
            amount = pair.payment.amount
            if combination.kind is MatchKind.PART_OF_PAYMENT and pair.paper.total is not None:
                amount = pair.paper.total
            yield ProposedMatch(
                pair.paper.id, pair.payment.id, combination.kind, amount, score, is_certain=is_certain, group=group
            )


def contenders(pairs: Sequence[Pair], context: Floats) -> Booleans:
    """What could be linked unasked: the best of both its sides, so that no payment is given away twice, by amount."""
    is_best = (context[:, _AHEAD_PAYMENTS] > 0) & (context[:, _AHEAD_PAPERS] > 0)
    by_amount = np.array([pair.kind is not MatchKind.NAME for pair in pairs])
    return np.asarray(is_best & by_amount, dtype=np.bool_)


def _suggested(pairs: Sequence[Pair], probabilities: Floats, rest: Sequence[int]) -> Iterator[ProposedMatch]:
    """The best few of each paper, in an order that follows from what they say."""
    of_paper: defaultdict[UUID, list[int]] = defaultdict(list)
    for at in rest:
        if probabilities[at] >= SUGGESTED_FROM:
            of_paper[pairs[at].paper.id].append(at)
    for group in of_paper.values():
        best = sorted(group, key=lambda at: (-probabilities[at], *_in_words(pairs[at])))
        for at in best[:MOST_SUGGESTED]:
            yield _proposed(pairs[at], probabilities[at], is_certain=False)


def _in_words(pair: Pair) -> tuple[str, str, str]:
    return pair.payment.booked_on.isoformat(), str(pair.payment.amount), pair.payment.description


def _proposed(pair: Pair, probability: float, *, is_certain: bool) -> ProposedMatch:
    """Where a paper says far less than was paid, it accounts for no more than it says."""
    amount, total = pair.payment.amount, pair.paper.total
    is_comparable = pair.paper.currency == pair.payment.currency
    if pair.kind is MatchKind.NAME and is_comparable and total is not None and 0 < total < amount:
        amount = total
    return ProposedMatch(
        pair.paper.id, pair.payment.id, pair.kind, amount, round(float(probability), 3), is_certain=is_certain
    )


@cache
def load_matcher() -> LogisticMatcher:
    """The matcher of this process. Raises CorruptMatcherError."""
    return LogisticMatcher(read_model())

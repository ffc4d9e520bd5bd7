"""`python -m ml.matching.evaluate [--json]`: how often links and suggestions are right, on made-up books held out.

Nothing of these books was seen in training: neither the people nor the roots of any merchant's name.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import numpy as np

from core.ports.receipt_matcher import MatchKind, Paper, PaymentFacts, ProposedMatch
from ml.matching.find_candidates import find_candidates
from ml.matching.generate_books import Books, make_books
from ml.matching.propose import load_matcher
from ml.matching.train import BOOKS
from ml.reliability import bands_of

_BINS: Final = 10
_TWIN_DAYS: Final = 10


@dataclass(slots=True)
class Counts:
    """What was counted over all books."""

    papers: int = 0
    pairs: int = 0  # that belong together
    contended: int = 0  # papers that two or more payments of their very amount, within days, contend for
    strays: int = 0  # papers without a payment, beside which a payment of their very amount was made to somebody
    strays_linked: int = 0
    linked: list[bool] = field(default_factory=list)  # each automatic link, whether right
    contended_linked: list[bool] = field(default_factory=list)
    linked_by_kind: defaultdict[MatchKind, list[bool]] = field(default_factory=lambda: defaultdict(list))
    suggested: list[bool] = field(default_factory=list)
    first_suggested: list[bool] = field(default_factory=list)  # the best one of each paper
    open_pairs: int = 0  # true pairs of papers that were not linked
    found_pairs: int = 0  # of these, the suggested
    chances: list[tuple[float, bool]] = field(default_factory=list)
    seconds: float = 0.0


def measure(books_count: int = BOOKS["test"]) -> dict[str, float]:
    """Named figures over the held-out books."""
    return _figures(_counted(books_count))


def _counted(books_count: int) -> Counts:
    counts = Counts()
    for number in range(books_count):
        _count(make_books("test", number), counts)
    return counts


def _count(books: Books, counts: Counts) -> None:
    candidates = find_candidates(books)
    began = time.perf_counter()
    proposed = load_matcher().propose(books.papers, books.payments, candidates, books.known)
    counts.seconds += time.perf_counter() - began
    counts.papers += len(books.papers)
    counts.pairs += len(books.truth)
    contended, strays = _hard_papers(books)
    counts.contended += len(contended)
    counts.strays += len(strays)
    linked = [match for match in proposed if match.is_certain]
    for match in linked:
        is_right = _is_right(match, books)
        counts.linked.append(is_right)
        counts.linked_by_kind[match.kind].append(is_right)
        if match.paper_id in contended:
            counts.contended_linked.append(is_right)
        counts.strays_linked += match.paper_id in strays
    settled = {match.paper_id for match in linked}
    _count_suggestions([match for match in proposed if not match.is_certain], books, counts)
    suggested = {(match.paper_id, match.payment_id) for match in proposed if not match.is_certain}
    left = {pair for pair in books.truth if pair[0] not in settled}
    counts.open_pairs += len(left)
    counts.found_pairs += len(left & suggested)
    counts.chances += [(match.score, _is_right(match, books)) for match in proposed]


def _count_suggestions(suggested: Sequence[ProposedMatch], books: Books, counts: Counts) -> None:
    best: dict[UUID, ProposedMatch] = {}
    for match in suggested:
        counts.suggested.append(_is_right(match, books))
        if match.paper_id not in best or match.score > best[match.paper_id].score:
            best[match.paper_id] = match
    counts.first_suggested += [_is_right(match, books) for match in best.values()]


def _is_right(match: ProposedMatch, books: Books) -> bool:
    return (match.paper_id, match.payment_id) in books.truth


def _hard_papers(books: Books) -> tuple[set[UUID], set[UUID]]:
    """The contended papers and the strays."""
    paid = {paper_id for paper_id, _ in books.truth}
    alike = {paper.id: sum(_is_alike(paper, payment) for payment in books.payments) for paper in books.papers}
    contended = {paper_id for paper_id, count in alike.items() if count > 1}
    return contended, {paper_id for paper_id, count in alike.items() if count and paper_id not in paid}


def _is_alike(paper: Paper, payment: PaymentFacts) -> bool:
    is_near = paper.dated_on is not None and abs((payment.booked_on - paper.dated_on).days) <= _TWIN_DAYS
    return is_near and payment.amount == paper.total


def _figures(counts: Counts) -> dict[str, float]:
    by_kind = {f"auto_precision_{kind.value}": _share(right) for kind, right in sorted(counts.linked_by_kind.items())}
    number = {f"auto_links_{kind.value}": float(len(right)) for kind, right in sorted(counts.linked_by_kind.items())}
    figures = {
        "papers": float(counts.papers),
        "true_pairs": float(counts.pairs),
        "auto_links": float(len(counts.linked)),
        "auto_precision": _share(counts.linked),
        "auto_recall": sum(counts.linked) / counts.pairs,
        "contended_papers": float(counts.contended),
        "auto_links_contended": float(len(counts.contended_linked)),
        "auto_precision_contended": _share(counts.contended_linked),
        "stray_papers": float(counts.strays),
        "stray_papers_linked": counts.strays_linked / counts.strays if counts.strays else 0.0,
        **by_kind,
        **number,
        "suggestions": float(len(counts.suggested)),
        "suggestion_precision": _share(counts.suggested),
        "first_suggestion_precision": _share(counts.first_suggested),
        "suggestion_recall": counts.found_pairs / counts.open_pairs if counts.open_pairs else 0.0,
        "found_in_all": (sum(counts.linked) + counts.found_pairs) / counts.pairs,
        "calibration_error": _calibration_error(counts.chances),
        "papers_per_second": counts.papers / counts.seconds,
    }
    return {name: round(value, 4) for name, value in figures.items()}


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def _calibration_error(chances: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten equal bins: how far scores are from how often they are right."""
    scores, right = (np.array(column, dtype=np.float64) for column in zip(*chances, strict=True))
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(scores[bins == at].mean() - right[bins == at].mean()) * (bins == at).mean() for at in set(bins.tolist())
    ]
    return float(sum(gaps))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m ml.matching.evaluate", description="Measure the matching.")
    parser.add_argument("--json", action="store_true", help="one object of named figures")
    is_json = parser.parse_args().json
    counts = _counted(BOOKS["test"])
    figures = _figures(counts)
    if is_json:
        scores, right = zip(*counts.chances, strict=True)
        sys.stdout.write(f"{json.dumps({**figures, 'reliability': bands_of(scores, right)})}\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:28} {value:10.4f}\n")


if __name__ == "__main__":
    main()

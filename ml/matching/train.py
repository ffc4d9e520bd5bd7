"""`python -m ml.matching.train`: make the starting model from made-up books, the same file each time.

Weights are fitted on one set of books, calibration and threshold on another; a third measures them (`evaluate`).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from ml.matching.combine import find_combinations
from ml.matching.features import Aliases, Floats, Pair, look_at
from ml.matching.find_candidates import find_candidates
from ml.matching.generate_books import Books, make_books
from ml.matching.generate_names import Part
from ml.matching.model import ALONE, CROWDED, SHIPPED, MatchingModel, model_text
from ml.matching.propose import LogisticMatcher, contenders
from ml.matching.rivals import context_of, is_crowded

BOOKS: Final[dict[Part, int]] = {"train": 150, "calibrate": 160, "test": 120}
WANTED_PRECISION: Final = 0.985
"""Of what is linked without asking, as the lower end of a 95 % interval: above the 0.98 that is promised."""
_DIGITS: Final = 5


def pairs_of(books: Books) -> tuple[list[Pair], Floats]:
    """Every candidate of some books with its features, and 1.0 where the two belong together."""
    papers = {paper.id: paper for paper in books.papers}
    payments = {payment.id: payment for payment in books.payments}
    aliases = Aliases.learn(books.known)
    pairs = [
        look_at(found, papers[found.paper_id], payments[found.payment_id], aliases) for found in find_candidates(books)
    ]
    return pairs, np.array([float((pair.paper.id, pair.payment.id) in books.truth) for pair in pairs])


def train() -> MatchingModel:
    """The starting model."""
    learned = [pairs_of(make_books("train", number)) for number in range(BOOKS["train"])]
    values = np.concatenate([[pair.values for pair in pairs] for pairs, _ in learned])
    labels = np.concatenate([truth for _, truth in learned])
    own = LogisticRegression(C=1.0, max_iter=2000).fit(values, labels)
    weights, intercept = _rounded(own.coef_[0]), _rounded(own.intercept_)[0]
    contexts = [
        context_of(pairs, np.array([pair.values for pair in pairs]) @ np.array(weights) + intercept)
        for pairs, _ in learned
    ]
    among = LogisticRegression(C=1.0, max_iter=2000).fit(np.concatenate(contexts), labels)
    draft = MatchingModel(
        weights=weights,
        intercept=intercept,
        context_weights=_rounded(among.coef_[0]),
        context_intercept=_rounded(among.intercept_)[0],
        margins=[-1.0, 1.0],
        probabilities=[0.0, 1.0],
        certain_from={ALONE: 1.0, CROWDED: 1.0},
        combination={"only": 1.0, "other": 0.0},
    )
    return _calibrated(draft)


def _calibrated(draft: MatchingModel) -> MatchingModel:
    """Probabilities and the threshold, on books that the weights were not fitted on."""
    matcher = LogisticMatcher(draft)
    margins, labels, best, crowded, sums = [], [], [], [], []
    for number in range(BOOKS["calibrate"]):
        books = make_books("calibrate", number)
        pairs, truth = pairs_of(books)
        _, context, _ = matcher.weigh(books.papers, books.payments, find_candidates(books), books.known)
        margins.append(draft.margin(context))
        labels.append(truth)
        best.append(contenders(pairs, context))
        crowded.append(is_crowded(context))
        sums += [(found.is_only, _is_true(found.pairs, books)) for found in find_combinations(pairs)]
    margin, label = np.concatenate(margins), np.concatenate(labels)
    isotonic = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(margin, label)
    steps = np.unique(np.quantile(margin, np.append(np.linspace(0, 0.9, 30), np.linspace(0.9, 1, 60))))
    probabilities = np.maximum.accumulate(isotonic.predict(steps))
    fields = {"margins": _rounded(steps), "probabilities": _rounded(probabilities)}
    chance = np.interp(margin, fields["margins"], fields["probabilities"])
    chosen, crowd = np.concatenate(best), np.concatenate(crowded)
    levels = {
        name: _threshold(chance[chosen & where], label[chosen & where])
        for name, where in ((ALONE, ~crowd), (CROWDED, crowd))
    }
    combination = {
        "only": _share([is_true for is_only, is_true in sums if is_only]),
        "other": _share([is_true for is_only, is_true in sums if not is_only]),
    }
    return MatchingModel(
        draft.weights,
        draft.intercept,
        draft.context_weights,
        draft.context_intercept,
        fields["margins"],
        fields["probabilities"],
        certain_from=levels,
        combination=combination,
    )


def _threshold(chances: Floats, labels: Floats) -> float:
    """The lowest probability from which on the linked are right often enough, for sure."""
    order = np.argsort(-chances, kind="stable")
    right, count = np.cumsum(labels[order]), np.arange(1.0, labels.size + 1)
    enough = _lower_end(right / count, count) >= WANTED_PRECISION
    is_last_of_its_chance = np.append(chances[order][1:] < chances[order][:-1], [True])
    fitting = np.flatnonzero(enough & is_last_of_its_chance)
    return round(float(chances[order][fitting[-1]]), _DIGITS) if fitting.size else 1.0


def _lower_end(share: Floats, count: Floats) -> Floats:
    """Wilson's 95 % interval's lower end."""
    z = 1.96
    middle = share + z * z / (2 * count)
    spread = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return np.asarray((middle - spread) / (1 + z * z / count), dtype=np.float64)


def _is_true(pairs: Sequence[Pair], books: Books) -> bool:
    return all((pair.paper.id, pair.payment.id) in books.truth for pair in pairs)


def _share(outcomes: Sequence[bool]) -> float:
    """The lower end of an interval, so that few cases promise little."""
    if not outcomes:
        return 0.0
    count = np.array([float(len(outcomes))])
    return round(float(_lower_end(np.array([sum(outcomes)]) / count, count)[0]), _DIGITS)


def _rounded(values: Floats) -> list[float]:
    """Digits that no other version of a library or processor changes."""
    return [round(float(value), _DIGITS) for value in values]


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m ml.matching.train", description="Make the starting model.")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the file to write")
    chosen = parser.parse_args()
    chosen.out.write_text(model_text(train()), encoding="utf-8")
    sys.stdout.write(f"{chosen.out}\n")


if __name__ == "__main__":
    main()

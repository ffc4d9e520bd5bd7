"""Prints how good a person's own categoriser is month by month: `python -m ml.categoriser.evaluate_months --data FILE`.

As people use it: each month is sorted by what was learned from all months before it. The file is that of
`ml.categoriser.evaluate`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from core.ports.categoriser import LabelledLine, Line, Proposal
from ml.categoriser.card_lines import Split, read_months
from ml.categoriser.evaluate import Figures, as_text, calibration_error
from ml.categoriser.known_merchants import load_merchant_table
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.train import train
from ml.categoriser.world_knowledge import WorldKnowledge
from ml.reliability import bands_of


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="card purchases as CSV, gzipped or not")
    parser.add_argument("--test-from", default="2016-01-01", help="first day of the first month")
    parser.add_argument("--test-until", default="2017-01-01", help="first day that is not tested any more")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    asked = parser.parse_args()
    figures = month_figures(asked.data, asked.test_from, asked.test_until)
    sys.stdout.write(json.dumps(figures) + "\n" if asked.json else as_text(figures))


def month_figures(path: Path, test_from: str, test_until: str) -> Figures:
    """All months together; the intervals of the bands draw merchants, whose lines are right or wrong together."""
    knowledge = WorldKnowledge(train().model, load_merchant_table())
    sorted_lines = [
        (merchant, truth, proposal)
        for split in read_months(path, test_from, test_until)
        for merchant, truth, proposal in _sorted_month(split, knowledge)
    ]
    merchants, truths, proposals = zip(*sorted_lines, strict=True)
    right = np.array([proposal.category == truth for proposal, truth in zip(proposals, truths, strict=True)])
    accepted = np.array([proposal.accepted for proposal in proposals])
    told = np.array([proposal.confidence for proposal in proposals])
    bands = bands_of(told.tolist(), right.tolist(), merchants)
    guesses = [proposal.category or "" for proposal in proposals]
    return {
        "rows": len(truths),
        "accuracy": float(right.mean()),
        "macro_f1": float(f1_score(truths, guesses, average="macro", zero_division=0)),
        "accepted_share": float(accepted.mean()),
        "accepted_precision": float(right[accepted].mean()) if accepted.any() else 0.0,
        "ece": calibration_error(told, right),
        "bands": len(bands),
        "bands_that_hold": sum(band["low"] <= band["confidence"] <= band["high"] for band in bands),
        "reliability": bands,
    }


def _sorted_month(split: Split, knowledge: WorldKnowledge) -> Iterator[tuple[str, str, Proposal]]:
    """Each tested line with its truth and what was proposed."""
    history = [LabelledLine(Line(merchant), category) for merchant, category in split.train]
    model = PersonalCategoriser.fit(history, knowledge)
    proposals = model.propose([Line(merchant) for merchant, _ in split.test])
    for (merchant, truth), proposal in zip(split.test, proposals, strict=True):
        yield merchant, truth, proposal


if __name__ == "__main__":
    main()

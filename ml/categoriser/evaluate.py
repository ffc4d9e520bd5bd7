"""Prints how good the categoriser is: `python -m ml.categoriser.evaluate --data card_purchases.csv.gz [--json]`.

The file has the columns date, merchant and category, gzipped or not. Fitted on the days before `--test-from`, tested on
the rest, with categories of at least 500 rows, from the merchant's text alone.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from core.ports.categoriser import LabelledLine, Line, Proposal
from core.taxonomy import load_taxonomy
from ml.categoriser.artefact import TrainedModel
from ml.categoriser.card_lines import Split, agreed_merchants, best_by_trade, best_possible, peer, read_split
from ml.categoriser.clean_description import merchant_key
from ml.categoriser.features import with_sign
from ml.categoriser.generate_lines import generate_lines
from ml.categoriser.known_merchants import load_entries, load_merchant_table
from ml.categoriser.linear_model import calibrate
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.predict import ChainCategoriser
from ml.categoriser.train import ACCEPTED_PRECISION, held_out_guesses, train
from ml.categoriser.world_knowledge import WorldKnowledge
from ml.reliability import Band, bands_of

Figures = dict[str, float | list[Band]]
_BANDS: Final = 15
_TRUTH_UNKNOWN: Final = 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="card purchases as CSV, gzipped or not")
    parser.add_argument("--test-from", default="2016-01-01", help="first day of the test; the day before is fitted")
    parser.add_argument("--test-until", default="9999-12-31", help="first day that is not tested any more")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    asked = parser.parse_args()
    split = read_split(asked.data, asked.test_from, asked.test_until)
    trained = train()
    figures: Figures = {
        "train_rows": len(split.train),
        "test_rows": len(split.test),
        "classes": len({category for _, category in split.train}),
        "unseen_share": float(split.unseen.mean()),
        "classes_of_test_unseen_in_training": _new_share(split),
    }
    figures |= _scored("peer", peer(split), split)
    figures |= _scored("ceiling", best_possible(split), split)
    figures |= trade_figures(split)
    figures |= personal_figures(split, trained)
    figures |= cold_start_figures(split)
    figures |= first_import_figures(split, trained)
    sys.stdout.write(json.dumps(figures) + "\n" if asked.json else as_text(figures))


def trade_figures(split: Split) -> Figures:
    """How far knowing the trade of each merchant would carry, told by the table of merchants."""
    table = load_merchant_table()
    every, unseen = best_by_trade(split, lambda merchant: table.category_of(merchant_key(merchant)))
    return {"trade_ceiling_accuracy": every, "trade_ceiling_unseen_accuracy": unseen}


def personal_figures(split: Split, trained: TrainedModel) -> Figures:
    """What a person's own model reaches when it is fitted on their labelled lines."""
    knowledge = WorldKnowledge(trained.model, load_merchant_table())
    began = time.perf_counter()
    model = PersonalCategoriser.fit(
        [LabelledLine(Line(merchant), category) for merchant, category in split.train], knowledge
    )
    fitted = time.perf_counter()
    proposals = model.propose([Line(merchant) for merchant, _ in split.test])
    ended = time.perf_counter()
    figures = _scored("ours", [proposal.category or "" for proposal in proposals], split)
    figures |= _trust(proposals, split)
    return figures | {
        "ours_fit_seconds": fitted - began,
        "ours_rows_a_second": len(split.test) / (ended - fitted),
    }


def cold_start_figures(split: Split) -> Figures:
    """What a new person meets: merchants that the model never saw, and the reach of the merchant table."""
    entries = load_entries()
    lines = list(generate_lines(entries))
    texts = [with_sign(merchant_key(line.description), line.sign) for line in lines]
    margins, right = held_out_guesses(entries, lines, texts)
    probabilities, accepted = np.zeros(margins.size), np.zeros(margins.size, dtype=np.bool_)
    half = np.arange(margins.size) % 2 == 0
    for other in (half, ~half):  # each half is judged by a curve and a threshold that the other made
        calibration = calibrate(margins[~other], right[~other], ACCEPTED_PRECISION)
        probabilities[other] = calibration.probability(margins[other])
        accepted[other] = probabilities[other] >= calibration.threshold
    table = load_merchant_table()
    known = [table.category_of(merchant_key(merchant)) is not None for merchant, _ in split.test]
    return {
        "cold_held_out_merchants": right.size,
        "cold_accuracy": float(right.mean()),
        "cold_accepted_share": float(accepted.mean()),
        "cold_accepted_precision": float(right[accepted].mean()) if accepted.any() else _TRUTH_UNKNOWN,
        "cold_ece": calibration_error(probabilities, right),
        "cold_reliability": bands_of(probabilities.tolist(), right.tolist()),
        "cold_table_names": len(table),
        "cold_table_share_of_test_rows": float(np.mean(known)),
    }


def first_import_figures(split: Split, trained: TrainedModel) -> Figures:
    """The whole chain without any history on merchants that accountants agree on, each counted once."""
    merchants = agreed_merchants(split)
    if not merchants:
        return {}
    chain = ChainCategoriser(trained, load_merchant_table(), load_taxonomy())
    proposals = chain.propose([Line(merchant, -1) for merchant, _ in merchants])
    right = np.array(
        [(found.category or "").startswith(ours) for found, (_, ours) in zip(proposals, merchants, strict=True)]
    )
    accepted = np.array([proposal.accepted for proposal in proposals])
    return {
        "first_import_merchants": len(merchants),
        "first_import_accuracy": float(right.mean()),
        "first_import_accepted_share": float(accepted.mean()),
        "first_import_accepted_precision": float(right[accepted].mean()) if accepted.any() else _TRUTH_UNKNOWN,
    }


def calibration_error(confidences: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over fifteen equal bands: the mean distance of confidence from the share right."""
    bands = np.minimum((confidences * _BANDS).astype(np.int64), _BANDS - 1)
    return float(
        sum(
            abs(confidences[bands == band].mean() - right[bands == band].mean()) * (bands == band).mean()
            for band in np.unique(bands)
        )
    )


def _scored(name: str, guessed: Sequence[str], split: Split) -> Figures:
    truth, answers = np.array([category for _, category in split.test]), np.array(guessed)
    right = truth == answers
    return {
        f"{name}_accuracy": float(right.mean()),
        f"{name}_macro_f1": float(f1_score(truth, answers, average="macro", zero_division=0)),
        f"{name}_unseen_accuracy": float(right[split.unseen].mean()),
    }


def _trust(proposals: Sequence[Proposal], split: Split) -> Figures:
    right = np.array([proposal.category == truth for proposal, (_, truth) in zip(proposals, split.test, strict=True)])
    accepted = np.array([proposal.accepted for proposal in proposals])
    return {
        "ours_accepted_share": float(accepted.mean()),
        "ours_accepted_precision": float(right[accepted].mean()) if accepted.any() else _TRUTH_UNKNOWN,
        "ours_ece": calibration_error(np.array([proposal.confidence for proposal in proposals]), right),
        "ours_reliability": bands_of([proposal.confidence for proposal in proposals], right.tolist()),
    }


def _new_share(split: Split) -> float:
    """Share of test rows in classes that training has less than ten rows of: nobody can get them right."""
    counts: dict[str, int] = {}
    for _, category in split.train:
        counts[category] = counts.get(category, 0) + 1
    return float(np.mean([counts.get(category, 0) < 10 for _, category in split.test]))  # noqa: PLR2004 - as said above


def as_text(figures: Figures) -> str:
    """A line a figure; lists are left out."""
    numbers = [(name, value) for name, value in figures.items() if not isinstance(value, list)]
    return "".join(f"{name:38} {value:.4f}\n".replace(".0000\n", "\n") for name, value in numbers)


if __name__ == "__main__":
    main()

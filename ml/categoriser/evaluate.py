"""Prints how good the categoriser is: `python -m ml.categoriser.evaluate --data card_purchases.csv.gz`.

The file has the columns date, merchant and category, gzipped or not. Fitted on the years before 2016, tested on 2016,
with categories of at least 500 rows, from the merchant's text alone.
"""

import argparse
import csv
import gzip
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score

from core.ports.categoriser import LabelledLine, Line
from ml.categoriser.clean_description import merchant_key
from ml.categoriser.features import with_sign
from ml.categoriser.generate_lines import generate_lines
from ml.categoriser.known_merchants import load_entries, load_merchant_table
from ml.categoriser.linear_model import calibrate
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.train import ACCEPTED_PRECISION, held_out_guesses

_FEWEST_ROWS: Final = 500
_FIRST_TEST_DAY: Final = "2016-01-01"


@dataclass(frozen=True, slots=True)
class Split:
    """Training and test rows as (merchant, category); `unseen` marks test rows whose merchant text is new."""

    train: Sequence[tuple[str, str]]
    test: Sequence[tuple[str, str]]
    unseen: NDArray[np.bool_]


def read_split(path: Path) -> Split:
    """Read the file and split it by date."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [(row["date"], row["merchant"], row["category"]) for row in csv.DictReader(file)]
    often = {category for category, count in Counter(row[2] for row in rows).items() if count >= _FEWEST_ROWS}
    train = [(merchant, category) for day, merchant, category in rows if category in often and day < _FIRST_TEST_DAY]
    test = [(merchant, category) for day, merchant, category in rows if category in often and day >= _FIRST_TEST_DAY]
    known = {merchant for merchant, _ in train}
    return Split(train, test, np.array([merchant not in known for merchant, _ in test]))


def peer(split: Split) -> list[str]:
    """The peer: the merchant's commonest category, and TF-IDF of words with a linear classifier for new merchants."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for merchant, category in split.train:
        seen[merchant][category] += 1
    vectors = TfidfVectorizer()
    machine = SGDClassifier(random_state=0, alpha=1e-5, max_iter=20, tol=None)
    machine.fit(vectors.fit_transform([merchant for merchant, _ in split.train]), [label for _, label in split.train])
    guesses = machine.predict(vectors.transform([merchant for merchant, _ in split.test]))
    return [
        seen[merchant].most_common(1)[0][0] if merchant in seen else str(guess)
        for (merchant, _), guess in zip(split.test, guesses, strict=True)
    ]


def _report(name: str, guessed: Sequence[str], split: Split) -> None:
    truth, answers = np.array([category for _, category in split.test]), np.array(guessed)
    right = truth == answers
    macro = f1_score(truth, answers, average="macro", zero_division=0)
    unseen = right[split.unseen].mean()
    _say(f"{name:10} accuracy {right.mean():.4f}  macro-F1 {macro:.4f}  unseen merchants {unseen:.4f}")


def _personal(split: Split) -> None:
    began = time.perf_counter()
    model = PersonalCategoriser.fit([LabelledLine(Line(merchant), category) for merchant, category in split.train])
    fitted = time.perf_counter()
    proposals = model.propose([Line(merchant) for merchant, _ in split.test])
    ended = time.perf_counter()
    _report("ours", [proposal.category or "" for proposal in proposals], split)
    accepted = [
        proposal.category == category
        for proposal, (_, category) in zip(proposals, split.test, strict=True)
        if proposal.accepted
    ]
    _say(
        f"fit {len(split.train)} rows in {fitted - began:.1f} s, {len(split.test) / (ended - fitted):.0f} rows/s;"
        f" accepted {len(accepted) / len(split.test):.1%} at precision {np.mean(accepted):.4f}"
    )


def _cold_start(split: Split) -> None:
    """What a new person meets: merchants that the model never saw, and the reach of the merchant table."""
    entries = load_entries()
    lines = list(generate_lines(entries))
    texts = [with_sign(merchant_key(line.description), line.sign) for line in lines]
    margins, right = held_out_guesses(entries, lines, texts)
    threshold = calibrate(margins, right, ACCEPTED_PRECISION)
    accepted = threshold.probability(margins) >= threshold.threshold
    _say(
        f"cold start: {right.size} held-out merchants, accuracy {right.mean():.4f};"
        f" accepted {accepted.mean():.1%} at precision {right[accepted].mean():.4f}"
    )
    table = load_merchant_table()
    known = np.mean([table.category_of(merchant_key(merchant)) is not None for merchant, _ in split.test])
    _say(f"merchant table of {len(table)} names knows {known:.1%} of the test rows")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="card purchases as CSV, gzipped or not")
    split = read_split(parser.parse_args().data)
    _say(
        f"{len(split.train)} training rows, {len(split.test)} test rows, {split.unseen.mean():.1%} of unseen merchants"
    )
    _report("peer", peer(split), split)
    _personal(split)
    _cold_start(split)


if __name__ == "__main__":
    main()

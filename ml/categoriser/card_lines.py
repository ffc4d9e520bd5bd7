"""Labelled card lines to measure on, the peer that a person's own model has to beat, and the best anybody could do."""

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

_FEWEST_ROWS: Final = 500
_FEWEST_LINES: Final = 5
_AGREED: Final = 0.8
IN_OUR_WORDS: Final = {
    "Vehicle Fuel": ("transport.fuel",),
    "Purchases Food": ("food.",),
    "Travel Bus/Rail": ("travel.tickets", "transport.public"),
    "Postage": ("business.postage",),
    "Phon NonCentrx Lines": ("premises.communication",),
    "Books": ("shopping.books",),
    "Vehicle OthrunCosts": ("transport.",),
    "Vehicle Excise Lics": ("taxes.", "transport."),
    "Clothing&Uniforms": ("shopping.clothing",),
    "Stationery": ("goods.supplies", "business.printing"),
    "Bldg RM Departmental": ("premises.repairs", "goods."),
    "Computing Other": ("business.software", "business.hosting", "goods.computers"),
    "N'Papers&Periodicals": ("shopping.books", "leisure.subscriptions"),
    "Travel Foreign": ("travel.", "transport."),
    "Ttavel Other (UK)": ("travel.", "transport."),
    "Training Other": ("business.training", "family.education"),
}
"""Beginnings of our categories that an accountant's code may mean, where it means anything of ours."""


@dataclass(frozen=True, slots=True)
class Split:
    """Training and test rows as (merchant, category); `unseen` marks test rows whose merchant text is new."""

    train: Sequence[tuple[str, str]]
    test: Sequence[tuple[str, str]]
    unseen: NDArray[np.bool_]


def read_split(path: Path, test_from: str, test_until: str) -> Split:
    """Read the file and split it by ISO days. Only categories with enough rows before `test_until` are kept."""
    return _split_at(_read_rows(path, test_until), test_from, test_until)


def read_months(path: Path, test_from: str, test_until: str) -> Iterator[Split]:
    """One split a calendar month: the month is tested, all before it is for training. ISO days, first of a month."""
    rows = _read_rows(path, test_until)
    months = sorted({day[:7] for day, _, _ in rows if day >= test_from})
    for month, following in zip(months, [*months[1:], test_until], strict=True):
        yield _split_at(rows, month, following)


def _read_rows(path: Path, until: str) -> list[tuple[str, str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [(row["date"], row["merchant"], row["category"]) for row in csv.DictReader(file)]
    rows = [row for row in rows if row[0] < until]
    often = {category for category, count in Counter(row[2] for row in rows).items() if count >= _FEWEST_ROWS}
    return [row for row in rows if row[2] in often]


def _split_at(rows: Sequence[tuple[str, str, str]], test_from: str, test_until: str) -> Split:
    train = [(merchant, category) for day, merchant, category in rows if day < test_from]
    test = [(merchant, category) for day, merchant, category in rows if test_from <= day < test_until]
    known = {merchant for merchant, _ in train}
    return Split(train, test, np.array([merchant not in known for merchant, _ in test]))


def peer(split: Split) -> list[str]:
    """The peer: the merchant's commonest category, and TF-IDF of words with a linear classifier for new merchants."""
    seen = _counted(split.train)
    vectors = TfidfVectorizer()
    machine = SGDClassifier(random_state=0, alpha=1e-5, max_iter=20, tol=None)
    machine.fit(vectors.fit_transform([merchant for merchant, _ in split.train]), [label for _, label in split.train])
    guesses = machine.predict(vectors.transform([merchant for merchant, _ in split.test]))
    return [
        seen[merchant].most_common(1)[0][0] if merchant in seen else str(guess)
        for (merchant, _), guess in zip(split.test, guesses, strict=True)
    ]


def agreed_merchants(split: Split) -> list[tuple[str, tuple[str, ...]]]:
    """Merchants of at least five lines that accountants mostly agree on, with what they are in our words."""
    found = []
    for merchant, counts in sorted(_counted([*split.train, *split.test]).items()):
        code, lines = counts.most_common(1)[0]
        if counts.total() >= _FEWEST_LINES and lines >= _AGREED * counts.total() and code in IN_OUR_WORDS:
            found.append((merchant, IN_OUR_WORDS[code]))
    return found


def best_possible(split: Split) -> list[str]:
    """What a look-up would answer that had seen the test: more can't be told from a merchant's text."""
    seen = _counted(split.test)
    return [seen[merchant].most_common(1)[0][0] for merchant, _ in split.test]


def best_by_trade(split: Split, trade_of: Callable[[str], str | None]) -> tuple[float, float]:
    """Share of test rows, and of those of unseen merchants, whose code is the commonest of their trade in these rows.

    Of rows whose trade is known. Nobody who knows each merchant's trade, and no more of it, can do better: the codes
    were counted where they are asked for.
    """
    told = [(trade_of(merchant), code) for merchant, code in split.test]
    every = [(trade, code) for trade, code in told if trade is not None]
    unseen = [(trade, code) for (trade, code), is_new in zip(told, split.unseen, strict=True) if is_new and trade]
    return _of_the_commonest(every), _of_the_commonest(unseen)


def _of_the_commonest(rows: Sequence[tuple[str, str]]) -> float:
    return sum(codes.most_common(1)[0][1] for codes in _counted(rows).values()) / max(len(rows), 1)


def _counted(rows: Sequence[tuple[str, str]]) -> dict[str, Counter[str]]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for merchant, category in rows:
        seen[merchant][category] += 1
    return seen

"""Prints how good sorting by told purposes is: `python -m ml.categoriser.evaluate_purposes --data cards.csv.gz`.

The file has the columns date, merchant, amount and category, gzipped or not. Every line goes through the whole chain
without history; those that were decided by what they say of themselves are held against the accountant's code, where
the code means something of ours.
"""

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core.ports.categoriser import DecidedBy, Line, Proposal
from core.taxonomy import load_taxonomy
from ml.categoriser.card_lines import IN_OUR_WORDS
from ml.categoriser.known_merchants import load_merchant_table
from ml.categoriser.predict import ChainCategoriser
from ml.categoriser.train import train

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A line that says what it is for: its text, what was made of it and why, and the accountant's code."""

    text: str
    category: str
    why: str
    code: str

    @property
    def agrees(self) -> bool | None:
        """Whether the code means the same; None where it means nothing of ours."""
        return self.category.startswith(IN_OUR_WORDS[self.code]) if self.code in IN_OUR_WORDS else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="card purchases as CSV, gzipped or not")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    asked = parser.parse_args()
    lines, codes = read_lines(asked.data)
    chain = ChainCategoriser(train(), load_merchant_table(), load_taxonomy())
    told = told_by_themselves(lines, chain.propose(lines), codes)
    figures = figures_of(told) | {
        "lines": len(lines),
        "lines_with_codes_of_ours": sum(c in IN_OUR_WORDS for c in codes),
    }
    sys.stdout.write(json.dumps(figures) + "\n" if asked.json else as_text(figures, told))


def read_lines(path: Path) -> tuple[list[Line], list[str]]:
    """The lines as a bank would tell them, and the accountant's code of each. A negative amount is a refund."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [Line(row["merchant"], 1 if Decimal(row["amount"]) < 0 else -1) for row in rows]
    return lines, [row["category"] for row in rows]


def told_by_themselves(lines: Sequence[Line], proposals: Sequence[Proposal], codes: Sequence[str]) -> list[Told]:
    """Those that were decided by what they say of themselves."""
    return [
        Told(line.description, found.category, found.why, code)
        for line, found, code in zip(lines, proposals, codes, strict=True)
        if found.decided_by is DecidedBy.PURPOSE and found.category is not None
    ]


def figures_of(told: Sequence[Told]) -> dict[str, int]:
    """Counts of lines, and of texts each counted once with the code that most of its lines have."""
    texts: dict[tuple[str, str, str], Counter[str]] = {}
    for one in told:
        texts.setdefault((one.text, one.category, one.why), Counter())[one.code] += 1
    once = [Told(*place, counts.most_common(1)[0][0]) for place, counts in texts.items()]
    return _counted("lines", told) | _counted("texts", once)


def as_text(figures: dict[str, int], told: Sequence[Told]) -> str:
    """A line a figure, then the commonest phrases with the codes they met."""
    numbers = "".join(f"{name:28} {value}\n" for name, value in figures.items())
    phrases = Counter((one.why, one.category, one.code, one.agrees) for one in told).most_common(_SHOWN)
    words = {True: "agrees", False: "differs", None: "no code of ours"}
    return numbers + "".join(
        f"{count:6} {why:32} {category:28} {code:24} {words[agrees]}\n"
        for (why, category, code, agrees), count in phrases
    )


def _counted(name: str, told: Sequence[Told]) -> dict[str, int]:
    judged = [one.agrees for one in told if one.agrees is not None]
    return {f"told_{name}": len(told), f"told_{name}_comparable": len(judged), f"told_{name}_agreeing": sum(judged)}


if __name__ == "__main__":
    main()

"""Measures the reader on a folder of real receipts: `python -m ml.documents.evaluate --data FOLDER`.

The folder holds pictures and `ground_truth.jsonl`, a line a picture: file, company, date, total (as annotated).
"""

import argparse
import json
import resource
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median

from core.ports.document_reader import ReadDocument
from ml.documents.parse_amount import amounts_in
from ml.documents.parse_date import dates_in
from ml.documents.reader import load_reader
from ml.reliability import Band, bands_of

_CONFIDENCES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)
_FIELDS = {"company": "merchant", "date": "date", "total": "total"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One receipt: which fields were right, and what was read."""

    file: str
    right: dict[str, bool]
    read: ReadDocument


def normalised(field: str, text: str) -> str:
    """What is compared: names by capital letters and digits, dates as ISO, totals as numbers."""
    if field == "date":
        dates = dates_in(text)
        return dates[0].value.isoformat() if dates else text
    if field == "total":
        amounts = amounts_in(text)
        return str(amounts[0].value.quantize(Decimal("0.01"))) if amounts else text
    return "".join(character for character in text.upper() if character.isalnum())


def evaluate(folder: Path, *, workers: int) -> list[Outcome]:
    """Read all receipts of the folder and compare them with what people annotated."""
    rows = [
        json.loads(line) for line in (folder / "ground_truth.jsonl").read_text("utf-8").splitlines() if line.strip()
    ]

    reader = load_reader()

    def outcome(row: dict[str, str]) -> Outcome:
        read = reader.read((folder / row["file"]).read_bytes(), row["file"])
        right = {}
        for annotated, field in _FIELDS.items():
            found = read.fields.get(field)
            right[annotated] = found is not None and normalised(annotated, found.value) == normalised(
                annotated, row[annotated]
            )
        return Outcome(row["file"], right, read)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(outcome, rows))


def report(outcomes: Sequence[Outcome], *, show_wrong: bool) -> str:
    """The rates as text: exact matches of each field and together, seconds an image, how honest confidences are."""
    right = Counter(name for outcome in outcomes for name, is_right in outcome.right.items() if is_right)
    rates = {name: right[name] / len(outcomes) for name in _FIELDS}
    seconds = [outcome.read.seconds for outcome in outcomes]
    lines = [f"{len(outcomes)} receipts"]
    lines += [f"{name:8} {rate:.3f}" for name, rate in rates.items()]
    lines.append(f"{'micro':8} {fmean(rates.values()):.3f}")
    lines.append(f"seconds an image: mean {fmean(seconds):.2f}, median {median(seconds):.2f}, most {max(seconds):.2f}")
    for name, field in _FIELDS.items():
        sure = [o.right[name] for o in outcomes if field in o.read.fields and o.read.fields[field].confidence >= 0.9]  # noqa: PLR2004
        lines.append(f"{name:8} confidence >= 0.9 on {len(sure)}, right {fmean(sure) if sure else 0:.3f}")
    if show_wrong:
        lines += [
            f"{outcome.file} {name}: {outcome.read.fields.get(_FIELDS[name])}"
            for outcome in outcomes
            for name, is_right in outcome.right.items()
            if not is_right
        ]
    return "\n".join(lines)


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Named figures: rates, seconds, and for each field how often it was right by its confidence."""
    named: dict[str, float] = {"receipts": len(outcomes)}
    for name in _FIELDS:
        named[name] = fmean(outcome.right[name] for outcome in outcomes)
    named["micro"] = fmean(named[name] for name in _FIELDS)
    named["seconds_mean"] = fmean(outcome.read.seconds for outcome in outcomes)
    named["seconds_median"] = median(outcome.read.seconds for outcome in outcomes)
    for name, field in _FIELDS.items():
        for low, high in pairwise(_CONFIDENCES):
            right = [
                outcome.right[name]
                for outcome in outcomes
                if field in outcome.read.fields and low <= outcome.read.fields[field].confidence < high
            ]
            if right:
                named[f"{name} at {low:.2f}"] = fmean(right)
                named[f"{name} at {low:.2f} count"] = len(right)
    named["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {name: round(figure, 4) for name, figure in named.items()}


def reliability_of(outcomes: Sequence[Outcome]) -> list[Band]:
    """Confidence beside accuracy of all fields that were found."""
    told = [
        (outcome.read.fields[field].confidence, outcome.right[name])
        for outcome in outcomes
        for name, field in _FIELDS.items()
        if field in outcome.read.fields
    ]
    return bands_of([confidence for confidence, _ in told], [right for _, right in told])


def _processor_seconds() -> float:
    """Time on a core of this process and of the engine's, which says more than the clock on a busy machine."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the evaluation from the command line."""
    parser = argparse.ArgumentParser(description="Measure the document reader on real receipts.")
    parser.add_argument("--data", type=Path, required=True, help="folder with pictures and ground_truth.jsonl")
    parser.add_argument("--workers", type=int, default=2, help="pictures read at the same time")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    options = parser.parse_args(arguments)
    before = _processor_seconds()
    outcomes = evaluate(options.data, workers=options.workers)
    if options.json:
        spent = {"core_seconds": round((_processor_seconds() - before) / len(outcomes), 3)}
        sys.stdout.write(json.dumps({**figures_of(outcomes), **spent, "reliability": reliability_of(outcomes)}) + "\n")
        return 0
    sys.stdout.write(report(outcomes, show_wrong=options.wrong) + "\n")
    sys.stdout.write(f"processor seconds an image: {(_processor_seconds() - before) / len(outcomes):.2f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

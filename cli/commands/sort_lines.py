"""Categorising the rows of a CSV, in bounded pieces."""

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from cli.commands.csv_table import CsvError, CsvTable, open_csv, read_minor
from cli.output import Progress, note
from core.ports.categoriser import DecidedBy, LabelledLine, Line, Proposal, Proposer
from core.taxonomy import Kind, load_taxonomy
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.predict import load_categoriser, load_knowledge

_PIECE: Final = 50_000
_SAMPLE: Final = 5_000
_ENOUGH_KNOWN: Final = 10
_MOSTLY: Final = 0.8
_ADDED: Final = ("category", "confidence", "decided_by", "accepted")
_OF_LINE: Final = ("description", "amount", "currency", "mcc", "counterparty")
_LAST_RESORT: Final = {False: "family.other", True: "income.other"}
"""The best guess where nothing is known, by whether money came in. It is never accepted."""
_DIGITS: Final = 2
"""Minor digits taken for an amount: its sign and size help to sort, its last digit does not."""

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Sorting:
    """What decides, made ready once."""

    def __init__(self, propose: Proposer, version: str) -> None:
        self._propose = propose
        self._version = version
        self.minds_direction = False

    @classmethod
    def prepare(cls, history: Path | None, models: Path) -> Self:
        """Load the system's categoriser, or learn from a labelled history. Raises CsvError, EmptyHistoryError.

        A history in the system's own categories adds a person's word to what is known anyway; one with other names is
        all there is to learn from.
        """
        labelled = _read_history(history) if history is not None else []
        names = {row.category for row in labelled}
        if history is not None and (not names or not names <= load_taxonomy().by_key.keys()):
            personal = PersonalCategoriser.fit(labelled, load_knowledge(models) if labelled else None)
            return cls(personal.propose, personal.version)
        categoriser = load_categoriser(models)
        sorting = cls(categoriser.proposer(labelled), categoriser.version)
        sorting.minds_direction = True
        return sorting

    def rows(self, source: Path, bar: Progress) -> Iterator[dict[str, Any]]:
        """Each row's number, description and proposal."""
        with open_csv(source, ["description"]) as table:
            for number, (cells, proposal) in enumerate(self._proposals(table, bar), 1):
                yield {"row": number, "description": table.value(cells, "description"), **_values(proposal)}

    def write(self, source: Path, target: Path, bar: Progress) -> dict[str, Any]:
        """Write all rows with their proposals; the target appears whole or not at all. Counts for the summary."""
        staging = target.with_name(f".{target.name}.{os.getpid()}")
        by: Counter[str] = Counter()
        accepted = 0
        try:
            with open_csv(source, ["description"]) as table, staging.open("w", encoding="utf-8", newline="") as file:
                kept = [place for name, place in table.places.items() if name not in _ADDED]
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow([*(table.header[place] for place in kept), *_ADDED])
                for cells, proposal in self._proposals(table, bar):
                    writer.writerow([*(cells[place] for place in kept), *_cells(proposal)])
                    by[proposal.decided_by.value] += 1
                    accepted += proposal.accepted
            staging.replace(target)
        except OSError as error:
            raise CsvError(f"{target} can't be written: {error.strerror}.") from None
        finally:
            staging.unlink(missing_ok=True)
        return {"rows": by.total(), "accepted": accepted, "decided_by": dict(by), "model": self._version}

    def _proposals(self, table: CsvTable, bar: Progress) -> Iterator[tuple[list[str], Proposal]]:
        done, turned = 0, False
        while piece := list(islice(table.rows, _PIECE)):
            lines = [_line(table, cells, line) for line, cells in piece]
            if self.minds_direction:
                turned = turned or (not done and self._counts_spending_up(lines))
                lines = [line._replace(amount_minor=-line.amount_minor) for line in lines] if turned else lines
            for (_, cells), line, proposal in zip(piece, lines, self._propose(lines), strict=True):
                yield cells, _never_empty(proposal, line)
            done += len(piece)
            bar.update(0, f"{done} rows")

    def _counts_spending_up(self, lines: Sequence[Line]) -> bool:
        """Whether shops are paid positive sums, as card statements have it: told by lines of known merchants."""
        sample = [line for line in lines if line.amount_minor][:_SAMPLE]
        known = [
            line.amount_minor > 0
            for line, proposal in zip(
                sample, self._propose([line._replace(amount_minor=0) for line in sample]), strict=True
            )
            if proposal.decided_by is DecidedBy.MERCHANT and _is_spending(proposal.category)
        ]
        return len(known) >= _ENOUGH_KNOWN and sum(known) >= _MOSTLY * len(known)


def _is_spending(category: str | None) -> bool:
    return category is not None and load_taxonomy().by_key[category].kind in {Kind.BUSINESS, Kind.PERSONAL}


def _read_history(path: Path) -> list[LabelledLine]:
    """Labelled lines, newest last where every row has an ISO date; else as the file has them."""
    with open_csv(path, ["description", "category"]) as table:
        found: list[tuple[str, LabelledLine]] = []
        unlabelled = 0
        for line, cells in table.rows:
            category = table.value(cells, "category")
            if not category:
                unlabelled += 1
                continue
            found.append((table.value(cells, "date"), LabelledLine(_line(table, cells, line), category)))
    if unlabelled:
        note(f"{path}: {unlabelled} rows without a category are not learned from.")
    if all(_ISO_DAY.match(day) for day, _ in found):  # 03.02.2025 would sort by its day
        found.sort(key=lambda pair: pair[0])
    return [labelled for _, labelled in found]


def _line(table: CsvTable, cells: Sequence[str], line: int) -> Line:
    description, amount, currency, mcc, counterparty = table.values(cells, _OF_LINE)
    minor = read_minor(amount, _DIGITS, line) if amount else 0
    return Line(description, minor, currency.upper(), mcc or None, counterparty or None)


def _never_empty(proposal: Proposal, line: Line) -> Proposal:
    if proposal.category is not None:
        return proposal
    return proposal._replace(category=_LAST_RESORT[line.amount_minor > 0])


def _values(proposal: Proposal) -> dict[str, Any]:
    return {
        "category": proposal.category,
        "confidence": round(proposal.confidence, 4),
        "decided_by": proposal.decided_by.value,
        "accepted": proposal.accepted,
    }


def _cells(proposal: Proposal) -> tuple[str, str, str, str]:
    accepted = "true" if proposal.accepted else "false"
    return proposal.category or "", f"{proposal.confidence:.4f}", proposal.decided_by.value, accepted

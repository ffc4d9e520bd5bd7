"""Categorising the rows of a CSV, in bounded pieces."""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from cli.commands.csv_table import CsvError, CsvTable, open_csv, read_minor
from cli.output import Progress
from core.ports.categoriser import LabelledLine, Line, Proposal
from core.taxonomy import load_taxonomy
from ml.categoriser.personal import PersonalCategoriser
from ml.categoriser.predict import load_categoriser

_PIECE: Final = 50_000
_ADDED: Final = ("category", "confidence", "decided_by", "accepted")
_DIGITS: Final = 2
"""Minor digits taken for an amount: its sign and size help to sort, its last digit does not."""

Propose = Callable[[Sequence[Line]], list[Proposal]]


class Sorting:
    """What decides, made ready once."""

    def __init__(self, propose: Propose, version: str) -> None:
        self._propose = propose
        self._version = version

    @classmethod
    def prepare(cls, history: Path | None, models: Path) -> Self:
        """Load the system's categoriser, or learn from a labelled history. Raises CsvError, EmptyHistoryError.

        A history in the system's own categories adds a person's word to what is known anyway; one with other names is
        all there is to learn from.
        """
        labelled = _read_history(history) if history is not None else []
        names = {row.category for row in labelled}
        if history is not None and (not names or not names <= load_taxonomy().by_key.keys()):
            personal = PersonalCategoriser.fit(labelled)
            return cls(personal.propose, personal.version)
        categoriser = load_categoriser(models)
        return cls(lambda lines: categoriser.propose(lines, labelled), categoriser.version)

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
        done = 0
        while piece := list(islice(table.rows, _PIECE)):
            proposals = self._propose([_line(table, cells, line) for line, cells in piece])
            yield from ((cells, proposal) for (_, cells), proposal in zip(piece, proposals, strict=True))
            done += len(piece)
            bar.update(0, f"{done} rows")


def _read_history(path: Path) -> list[LabelledLine]:
    """Labelled lines, newest last where the file has dates."""
    with open_csv(path, ["description", "category"]) as table:
        found: list[tuple[str, LabelledLine]] = []
        for line, cells in table.rows:
            category = table.value(cells, "category")
            if not category:
                raise CsvError(f"{path}: the category is empty.", line=line)
            found.append((table.value(cells, "date"), LabelledLine(_line(table, cells, line), category)))
    if all(day for day, _ in found):
        found.sort(key=lambda pair: pair[0])
    return [labelled for _, labelled in found]


def _line(table: CsvTable, cells: Sequence[str], line: int) -> Line:
    amount = table.value(cells, "amount")
    return Line(
        description=table.value(cells, "description"),
        amount_minor=read_minor(amount, _DIGITS, line) if amount else 0,
        currency=table.value(cells, "currency").upper(),
        mcc=table.value(cells, "mcc") or None,
        counterparty=table.value(cells, "counterparty") or None,
    )


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

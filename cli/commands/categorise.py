from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.invocation import AsJson, invocation_of
from cli.output import note, print_json, print_text, progress
from core.errors import DomainError


class OutputNeededError(DomainError):
    """Nowhere to put the result."""

    code = "OUTPUT_NEEDED"


def categorise(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Option(
            "--in", help="CSV with `description`, and where known amount, currency, date, mcc, counterparty, country."
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Option("--out", help="CSV to write: the same rows with category, confidence, decided_by, accepted."),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option("--history", help="CSV of labelled lines: the same columns and `category`, any names."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Sort statement lines into categories: the system's, or those of a labelled history.

    With --json and no --out each row's result is printed; with both, a summary.
    """
    if target is None and not as_json:
        raise OutputNeededError("Say where to write the result: --out FILE, or --json to print it.", field="out")
    from cli.commands.sort_lines import Sorting  # noqa: PLC0415 the models, two seconds that `--help` need not wait

    note("Loading the categoriser …")
    sorting = Sorting.prepare(history, invocation_of(context).data_folder / "models")
    with progress("Sorting") as bar:
        if target is None:
            for row in sorting.rows(source, bar):
                print_json(row)
            return
        summary = sorting.write(source, target, bar)
    if as_json:
        print_json({"in": str(source), "out": str(target), **summary})
    else:
        print_text(_describe(target, summary))


def _describe(target: Path, summary: dict[str, Any]) -> str:
    by = ", ".join(f"{name} {count}" for name, count in summary["decided_by"].items())
    return f"{target}: {summary['rows']} rows, {summary['accepted']} accepted ({by})"

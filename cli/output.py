"""Results on stdout, everything else on stderr."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, Protocol


class Progress(Protocol):
    """A bar that somebody may be watching."""

    def update(self, share: float, note: str = "") -> None:
        """Show how far it is, 0..1."""
        ...


def use_utf8() -> None:
    """Write UTF-8 whatever the locale is, and file names that are not text with backslashes: never die over a name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(value: Any) -> None:
    """One JSON object on one line of stdout, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def print_text(text: str) -> None:
    """A result for people, on stdout."""
    sys.stdout.write(text + "\n")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people on stdout: columns as wide as their widest cell."""
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print_text("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def note(text: str) -> None:
    """Something the person should know, on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def print_error(message: str, hint: str | None = None) -> None:
    """What went wrong, on stderr."""
    note(f"error: {message}")
    if hint:
        note(f"hint: {hint}")


class _Unwatched:
    def update(self, share: float, note: str = "") -> None:
        """Nobody looks."""


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A progress bar on stderr while the block runs; nothing where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield _Unwatched()
        return
    from rich.console import Console  # noqa: PLC0415 costs 0.1 s, and only terminals see it
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 as above
    from rich.progress import Progress as RichProgress  # noqa: PLC0415 as above

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[note]}"), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0, note="")

        class _Bar:
            def update(self, share: float, note: str = "") -> None:
                """Move the bar."""
                bar.update(task, completed=share, note=note)

        yield _Bar()

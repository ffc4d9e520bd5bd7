import multiprocessing
import os
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.file_results import FileResult, FileResults, try_file
from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import progress
from core.errors import DomainError

if TYPE_CHECKING:
    from core.ports.document_reader import DocumentReader

_FEW_FILES = 3
"""So few are read before other processes have even loaded the reader."""


class DocumentTooLargeError(DomainError):
    """More bytes than the platform takes."""

    code = "UPLOAD_TOO_LARGE"


def document_read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Photos, scans, PDFs and e-invoices.")],
    processes: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that read at the same time; one core each by default.")
    ] = os.cpu_count() or 1,
    as_json: AsJson = False,
) -> None:
    """Read text and fields off documents. Nothing is stored."""
    results = FileResults(as_json=as_json, describe=_describe)
    with progress("Reading") as bar, closing(_read_all(files, processes, invocation_of(context))) as read:
        for number, result in enumerate(read, 1):
            results.add(result)
            bar.update(number / len(files), f"{number} of {len(files)}")
    raise typer.Exit(results.exit_code)


def _read_all(files: list[Path], processes: int, invocation: Invocation) -> Generator[FileResult]:
    """Results in the files' order."""
    if processes == 1 or len(files) <= _FEW_FILES:
        yield from (_read_one(file, invocation) for file in files)
        return
    fresh = multiprocessing.get_context("spawn")  # what forks with threads may hang
    pool = ProcessPoolExecutor(min(processes, len(files)), mp_context=fresh)
    try:
        yield from pool.map(_read_one, files, [invocation] * len(files))
    finally:
        pool.shutdown(cancel_futures=True)


def _read_one(file: Path, invocation: Invocation) -> FileResult:
    return try_file(file, _read, invocation)


def _read(file: Path) -> dict[str, Any]:
    from core.settings import LimitSettings  # noqa: PLC0415 half a second that `--help` need not wait
    from ml.documents.as_json import document_to_json  # noqa: PLC0415 as above

    limit = LimitSettings().upload_bytes
    if file.stat().st_size > limit:
        raise DocumentTooLargeError(f"A file may have {limit // (1024 * 1024)} MiB at most.")
    return document_to_json(str(file), _reader().read(file.read_bytes(), file.name))


_loaded: "list[DocumentReader]" = []


def _reader() -> "DocumentReader":
    """The reader of this process, loaded once. Where it is the only one, a page may have all cores."""
    if not _loaded:
        from ml.documents.reader import load_reader  # noqa: PLC0415 OpenCV and the rest, as above

        alone = multiprocessing.parent_process() is None
        _loaded.append(load_reader(threads=(os.cpu_count() or 1) if alone else 1))
    return _loaded[0]


def _describe(line: dict[str, Any]) -> str:
    fields = {name: found["value"] for name, found in line["fields"].items() if found}
    parts = [f"{line['file']}: {line['kind']}, {line['language']}, {line['pages']} pages, {line['engine']}"]
    parts += [f"  {name}: {value}" for name, value in fields.items()]
    parts += [f"  warning: {warning}" for warning in line["warnings"]]
    return "\n".join(parts)

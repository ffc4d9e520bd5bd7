"""Scanned pages read a minute on two cores, beside bare Tesseract and OCRmyPDF (where installed) on the same pages."""

import importlib.util
import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytesseract
from PIL import Image

from core.ports.document_reader import DocumentReader, ReadDocument
from ml.documents.reader import load_reader
from tests.bench.context import Context
from tests.bench.figure import Figure, against, in_turns, per_second
from tests.fixtures.documents.truth import Truth
from tests.fixtures.documents.varied import varied

Read = TypeVar("Read")
SCANS = ("Rechnung", "счёт", "invoice", "акт", "чек")
LANGUAGES = "rus+eng"
CORES = 2
PAGE_TIMEOUT_SECONDS = 60
DPI = 300
MINUTE = 60


def run(context: Context) -> list[Figure]:
    """Invoices, acts and receipts in three languages, clean and photographed-looking. Ours finds fields, too."""
    reader = load_reader()
    if not reader.available():
        context.note("ocr: left out, no OCR engine is installed")
        return []
    with_ocrmypdf = _has_ocrmypdf(context)
    figures: list[Figure] = []
    for name, is_noisy in (("ocr", False), ("ocr, noisy", True)):
        seeds = range(context.pick(1, 2))
        made = [varied(sort, 70_000 + seed, degraded=is_noisy) for seed in seeds for sort in SCANS]
        figures += _compare(context, name, reader, made, with_ocrmypdf=with_ocrmypdf)
    return figures


def _compare(
    context: Context, name: str, reader: DocumentReader, made: Sequence[tuple[bytes, Truth]], *, with_ocrmypdf: bool
) -> list[Figure]:
    """One figure a peer, on these pages."""
    pages = [page for page, _ in made]
    reader.read(pages[0], "warm-up")  # a worker loads its models once, not for each page
    totals = [f"{truth.total:.2f}" for _, truth in made]
    found = {"ours": 0, "bare": 0}

    def ours() -> float:
        read: list[ReadDocument] = []
        rate = per_second(len(pages), lambda: read.extend(_on_all_cores(lambda page: reader.read(page, "scan"), pages)))
        found["ours"] = sum(total == _total_of(one) for total, one in zip(totals, read, strict=True))
        return MINUTE * rate

    def bare() -> float:
        texts: list[str] = []
        rate = per_second(len(pages), lambda: texts.extend(_on_all_cores(_bare, pages)))
        found["bare"] = sum(total in text for total, text in zip(totals, texts, strict=True))
        return MINUTE * rate

    peers: dict[str, Callable[[], float]] = {"bare pytesseract": bare}
    if with_ocrmypdf:
        peers["OCRmyPDF"] = lambda: _ocrmypdf(pages, context.folder)
    measured = in_turns(context.pick(2, 3), context.pick(20, 60), ours, *peers.values())
    context.note(
        f"{name}: of {len(pages)} totals ours read {found['ours']} as a field; "
        f"{found['bare']} stand in bare Tesseract's text"
    )
    return [Figure.of(name, "pages/min", peer, against(measured, place)) for place, peer in enumerate(peers, start=1)]


def _on_all_cores(read: Callable[[bytes], Read], pages: Sequence[bytes]) -> list[Read]:
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(read, pages))


def _total_of(read: ReadDocument) -> str:
    return read.fields["total"].value if "total" in read.fields else ""


def _bare(page: bytes) -> str:
    text: str = pytesseract.image_to_string(Image.open(io.BytesIO(page)), lang=LANGUAGES, timeout=PAGE_TIMEOUT_SECONDS)
    return text


def _has_ocrmypdf(context: Context) -> bool:
    if importlib.util.find_spec("ocrmypdf") is not None:
        return True
    context.note("ocr: OCRmyPDF is not installed here (it is in the dependency group `bench`), so it was left out")
    return False


def _ocrmypdf(pages: Sequence[bytes], folder: Path) -> float:
    """All pages as one scanned file: OCRmyPDF shares out the pages of a file among its jobs."""
    file = folder / "scans.pdf"
    first, *others = [Image.open(io.BytesIO(page)).convert("L") for page in pages]
    first.save(file, resolution=DPI, save_all=True, append_images=others)
    words = [sys.executable, "-m", "ocrmypdf", "-l", LANGUAGES, "--output-type", "pdf", "--jobs", str(CORES)]
    words += ["--quiet", str(file), str(file.with_suffix(".out.pdf"))]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}

    def read() -> None:
        subprocess.run(  # noqa: S603 - our own words
            words, check=True, timeout=PAGE_TIMEOUT_SECONDS * len(pages), capture_output=True, env=one_thread
        )

    return MINUTE * per_second(len(pages), read)

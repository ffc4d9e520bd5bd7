"""Receipts read a minute beside bare Tesseract on the same pictures, and beside OCRmyPDF where it is installed."""

import importlib.util
import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytesseract
from PIL import Image

from core.ports.document_reader import ReadDocument
from ml.documents.reader import load_reader
from tests.bench.context import Context
from tests.bench.figure import Figure, against, in_turns, per_second
from tests.fixtures.documents.generate import english_receipt, russian_receipt

LANGUAGES = "rus+eng"
PAGE_TIMEOUT_SECONDS = 60
DPI = 300
MINUTE = 60


def run(context: Context) -> list[Figure]:
    """Photographed receipts in two languages. Ours finds fields, too, and may look at a page again."""
    reader = load_reader()
    if not reader.available():
        context.note("ocr: left out, Tesseract is not installed")
        return []
    made = [
        make(seed, degraded=True) for seed in range(context.pick(1, 4)) for make in (russian_receipt, english_receipt)
    ]
    pages = [page for page, _ in made]
    totals = [f"{truth.total:.2f}" for _, truth in made]
    found = {"ours": 0, "bare": 0}

    def ours() -> float:
        read: list[ReadDocument] = []
        rate = per_second(len(pages), lambda: read.extend(reader.read(page, "receipt") for page in pages))
        found["ours"] = sum(total == _total_of(one) for total, one in zip(totals, read, strict=True))
        return MINUTE * rate

    def bare() -> float:
        texts: list[str] = []
        rate = per_second(len(pages), lambda: texts.extend(_bare(page) for page in pages))
        found["bare"] = sum(total in text for total, text in zip(totals, texts, strict=True))
        return MINUTE * rate

    peers: dict[str, Callable[[], float]] = {"bare pytesseract": bare}
    if _has_ocrmypdf(context):
        peers["OCRmyPDF"] = lambda: _ocrmypdf(pages, context.folder)
    measured = in_turns(context.pick(2, 3), context.pick(20, 60), ours, *peers.values())
    context.note(
        f"ocr: of {len(pages)} totals ours read {found['ours']} as a field; "
        f"{found['bare']} stand in bare Tesseract's text"
    )
    return [Figure.of("ocr", "pages/min", name, against(measured, place)) for place, name in enumerate(peers, start=1)]


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
    """The pages one after the other, as ours: OCRmyPDF shares out the pages of one file, not files."""
    files = []
    for place, page in enumerate(pages):
        file = folder / f"page-{place}.png"
        Image.open(io.BytesIO(page)).save(file)
        files.append(file)

    def read() -> None:
        for file in files:
            words = [sys.executable, "-m", "ocrmypdf", "--image-dpi", str(DPI), "-l", LANGUAGES, "--output-type", "pdf"]
            words += ["--jobs", "1", "--quiet", str(file), str(file.with_suffix(".pdf"))]
            subprocess.run(words, check=True, timeout=PAGE_TIMEOUT_SECONDS, capture_output=True)  # noqa: S603 - our own words

    return MINUTE * per_second(len(pages), read)

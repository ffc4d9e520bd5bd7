"""Measures how pages of invoices are read: `python -m ml.documents.evaluate_invoices --data FOLDER [--as-pictures]`.

The folder, with those in it, holds PDF e-invoices (ZUGFeRD, Factur-X). Their XML is the truth; the extractors get the
text of the pages alone, or what OCR reads of them. Pages that say the same are counted once.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from core.ports.document_reader import UnreadableDocumentError
from ml.documents.extract_fields import Extracted
from ml.documents.open_pdf import open_pdf
from ml.documents.read_pages import PagesRead, read_pictures
from ml.documents.read_pdf import read_pdf
from ml.documents.read_picture import Engines
from ml.documents.text_line import text_of

FIELDS: Final = ("merchant", "date", "total", "currency", "number", "tax_id", "tax", "address")
_ITEMS: Final = "items"
_NAMES: Final = frozenset({"merchant", "number", "tax_id"})


@dataclass(frozen=True, slots=True)
class Invoice:
    """What the XML of an invoice says, and what its pages say."""

    file: str
    truth: Extracted
    read: Extracted

    def is_right(self, name: str) -> bool | None:
        """Whether a field (`items`: all their sums) was read as the XML has it; None where that has none."""
        truth, read = told(self.truth, name), told(self.read, name)
        if not truth:
            return None
        return bool(read) and (truth == read if name == _ITEMS else _same(name, str(truth), str(read)))


def told(extracted: Extracted, name: str) -> str | list[str | None] | None:
    """The value of a field, or the sums of all items."""
    if name == _ITEMS:
        return [item.amount for item in extracted.line_items]
    return extracted.fields[name].value if name in extracted.fields else None


def _same(field: str, truth: str, read: str) -> bool:
    if field in _NAMES:
        return _letters(truth) == _letters(read)
    # The page may name the country or a person where the XML has them apart: street and town are enough.
    return all(_letters(part) in _letters(read) for part in truth.split(", ")) if field == "address" else truth == read


def _letters(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum())


def read_invoices(folder: Path, engines: Engines | None = None) -> Iterator[Invoice]:
    """All e-invoices of a folder that have text on their pages, in the order of their paths. `engines`: read by OCR."""
    seen = set()
    for path in sorted(folder.rglob("*.[pP][dD][fF]")):
        content = path.read_bytes()
        try:
            pages, truth = read_pdf(content, Engines(), lambda _share: None)
        except UnreadableDocumentError as error:
            sys.stderr.write(f"{path.relative_to(folder)}: {error}\n")
            continue
        text = text_of([line for page in pages.lines for line in page])
        if truth is not None and text.strip() and text not in seen:
            seen.add(text)
            read = pages if engines is None else _drawn(content, engines)
            yield Invoice(str(path.relative_to(folder)), truth, read.extracted())


def _drawn(content: bytes, engines: Engines) -> PagesRead:
    with open_pdf(content) as pdf:
        pictures = [pdf.picture(index) for index in range(len(pdf))]
    return read_pictures(pictures, engines, lambda _share: None)


def rates(invoices: Sequence[Invoice]) -> dict[str, float]:
    """The share of invoices on which each field is right, of those whose XML says it."""
    right = {name: [one.is_right(name) for one in invoices] for name in (*FIELDS, _ITEMS)}
    known = {name: [is_right for is_right in found if is_right is not None] for name, found in right.items()}
    return {name: round(fmean(found), 3) for name, found in known.items() if found}


def main() -> int:
    """Print the rates."""
    parser = argparse.ArgumentParser(description="Read the pages of e-invoices and hold them against their XML.")
    parser.add_argument("--data", type=Path, required=True, help="folder of PDF e-invoices")
    parser.add_argument("--as-pictures", action="store_true", help="draw the pages and read them by OCR")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    arguments = parser.parse_args()
    invoices = list(read_invoices(arguments.data, _engines() if arguments.as_pictures else None))
    if not invoices:
        parser.error("no PDF e-invoice with text on its pages is there")
    figures = {"invoices": len(invoices), **rates(invoices)}
    for one in invoices if arguments.wrong else ():
        for name in (*FIELDS, _ITEMS):
            if one.is_right(name) is False:
                sys.stdout.write(f"{one.file} | {name} | {told(one.truth, name)} | {told(one.read, name)}\n")
    lines = "".join(f"{name:9} {value}\n" for name, value in figures.items())
    sys.stdout.write(json.dumps(figures) + "\n" if arguments.json else lines)
    return 0


def _engines() -> Engines:
    from ml.documents.rapid_ocr import RapidOcr  # noqa: PLC0415 - loads OpenCV and the networks

    return Engines(rapid=RapidOcr(2))


if __name__ == "__main__":
    sys.exit(main())

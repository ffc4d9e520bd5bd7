"""The PDF of an income report: PDF/A with its fonts inside and its structure tagged, from figures and a template."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

from core.reports.figures import ReportFigures
from core.reports.paper.page_data import PaperFrame, page_data

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
"""Kept for years (PDF/A-2, level A), and read aloud (PDF/UA)."""
_TEMPLATE: Final = Path(__file__).with_name("report.typ")


def print_report(figures: ReportFigures, frame: PaperFrame) -> bytes:
    """The same bytes for the same figures and frame. Takes a fraction of a second of one core.

    What people and banks wrote comes into the template as data: nothing of it is read as markup.
    """
    import typst  # noqa: PLC0415 80 MB of compiler and fonts, only where a report is made

    data = page_data(figures, frame) | {"qr": _qr(f"{frame.address}/{frame.code}")}
    printed: bytes = typst.compile(
        _template(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[*STANDARDS],
    )
    return printed


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _qr(address: str) -> str:
    """The address as an SVG."""
    import zxingcpp  # noqa: PLC0415 as above

    drawn = str(zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg())
    return drawn[drawn.index("<svg") :]

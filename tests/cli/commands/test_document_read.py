import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.cli.commands.conftest import Solvent

LINES = (
    "Nordlicht GmbH",
    "Invoice No. 2024-017",
    "Date: 2024-03-05",
    "Design work   1   1,200.00",
    "Total EUR 1,200.00",
)


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number, line in enumerate(LINES):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()
    file = tmp_path / "invoice.pdf"
    file.write_bytes(stream.getvalue())
    return file


def test_fields_are_read_off_a_pdf(solvent: Solvent, invoice: Path) -> None:
    asked = solvent("document", "read", invoice, "--json")
    (line,) = asked.lines
    assert asked.code == 0
    assert (line["file"], line["kind"], line["pages"], line["engine"]) == (str(invoice), "invoice", 1, "text-layer")
    assert line["fields"]["date"]["value"] == "2024-03-05"
    assert line["fields"]["total"]["value"] == "1200.00"
    assert line["fields"]["currency"]["value"] == "EUR"
    assert "Invoice No. 2024-017" in line["text"]


def test_several_processes_answer_in_the_files_order(solvent: Solvent, invoice: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"PK\x03\x04 not a picture")
    files = [invoice, bad, tmp_path / "missing.pdf", invoice, tmp_path]
    asked = solvent("document", "read", *files, "--processes", 2, "--json")
    assert asked.code == 2
    assert [line["file"] for line in asked.lines] == [str(file) for file in files]
    assert [line.get("error", {}).get("code") for line in asked.lines] == [
        None,
        "UNREADABLE_DOCUMENT",
        "FILE_MISSING",
        None,
        "FILE_UNREADABLE",
    ]


def test_people_read_the_fields(solvent: Solvent, invoice: Path) -> None:
    asked = solvent("document", "read", invoice)
    assert asked.out.splitlines()[0] == f"{invoice}: invoice, en, 1 pages, text-layer"
    assert "  total: 1200.00" in asked.out

"""The evaluation, with an engine's place taken by documents that need none."""

import json
from pathlib import Path

import pytest

from ml.documents.evaluate import evaluate, main, normalised, report
from ml.documents.evaluate_invoices import rates, read_invoices
from tests.fixtures.documents.einvoices import CII, pdf_with
from tests.fixtures.documents.generate import invoice_pdf


@pytest.mark.parametrize(
    ("field", "written", "compared"),
    [
        ("company", "Mr. D.I.Y. (M) Sdn Bhd", "MRDIYMSDNBHD"),
        ("date", "28 MAR 18", "2018-03-28"),
        ("date", "6/1/2018", "2018-01-06"),
        ("total", "RM 1,203.90", "1203.90"),
        ("total", "$8.20", "8.20"),
    ],
)
def test_what_is_compared(field: str, written: str, compared: str) -> None:
    assert normalised(field, written) == compared


def test_rates_of_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    for seed in range(3):
        content, truth = invoice_pdf(seed)
        (tmp_path / f"{seed}.pdf").write_bytes(content)
        company = truth.merchant if seed else "Somebody Else"
        rows.append(
            {"file": f"{seed}.pdf", "company": company, "date": f"{truth.date:%d/%m/%Y}", "total": str(truth.total)}
        )
    (tmp_path / "ground_truth.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")

    outcomes = evaluate(tmp_path, workers=1)
    assert [outcome.right for outcome in outcomes] == [
        {"company": seed > 0, "date": True, "total": True} for seed in range(3)
    ]
    lines = report(outcomes, show_wrong=True).splitlines()
    assert lines[:5] == ["3 receipts", "company  0.667", "date     1.000", "total    1.000", "micro    0.889"]
    assert lines[-1].startswith("0.pdf company: FieldValue(")

    assert main(["--data", str(tmp_path), "--workers", "1"]) == 0
    assert capsys.readouterr().out.startswith("3 receipts\n")


def test_pages_are_held_against_the_xml_of_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, truth = invoice_pdf(1)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "a.pdf").write_bytes(pdf_with(page, CII))
    (tmp_path / "same.PDF").write_bytes(pdf_with(page, CII))
    (tmp_path / "none.pdf").write_bytes(page)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4")
    (invoice,) = read_invoices(tmp_path)
    assert invoice.is_right("currency") is (truth.currency == "EUR")
    assert invoice.is_right("merchant") is False
    figures = rates([invoice])
    assert figures["merchant"] == figures["items"] == 0
    told = capsys.readouterr()
    assert told.err.startswith("broken.pdf: The PDF")

"""What is counted of lines that say themselves what they are for."""

from pathlib import Path

import pytest

from core.ports.categoriser import DecidedBy, Proposal
from ml.categoriser.evaluate_purposes import figures_of, read_lines, told_by_themselves


@pytest.fixture
def told_lines(tmp_path: Path) -> Path:
    file = tmp_path / "lines.csv"
    rows = ["date,merchant,amount,category", "2015-01-02,reservation refund,-9.50,Other Third Parties"]
    rows += ["2015-01-03,coach tickets,20.00,Travel Bus/Rail"] * 2 + ["2015-01-04,coach tickets,20.00,Books"]
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_a_negative_amount_is_money_back(told_lines: Path) -> None:
    lines, codes = read_lines(told_lines)
    assert [(line.description, line.amount_minor) for line in lines[:2]] == [
        ("reservation refund", 1), ("coach tickets", -1),
    ]  # fmt: skip
    assert codes[:2] == ["Other Third Parties", "Travel Bus/Rail"]


def test_only_what_told_itself_counts_and_only_codes_of_ours_judge_it(told_lines: Path) -> None:
    lines, codes = read_lines(told_lines)
    decided = [("income.refund", DecidedBy.PURPOSE), *[("travel.tickets", DecidedBy.PURPOSE)] * 3]
    proposals = [Proposal(category, 0.95, by, accepted=True, model_version="t") for category, by in decided]
    assert figures_of(told_by_themselves(lines, proposals, codes)) == {
        "told_lines": 4, "told_lines_comparable": 3, "told_lines_agreeing": 2,
        "told_texts": 2, "told_texts_comparable": 1, "told_texts_agreeing": 1,
    }  # fmt: skip
    by_merchant = [Proposal("travel.tickets", 0.97, DecidedBy.MERCHANT, accepted=True, model_version="t")] * 4
    assert figures_of(told_by_themselves(lines, by_merchant, codes))["told_lines"] == 0

import json
from pathlib import Path
from typing import BinaryIO

import pytest

from core.adapters.statements import detect
from core.adapters.statements.delimited.open_table import Corrections
from core.ports.statement_parser import ParsedStatements
from tests.cli.commands.conftest import Solvent
from tests.fixtures.statements.generate import FORMATS, read_expected, write_statement


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_is_one_line(solvent: Solvent, tmp_path: Path, format_: str) -> None:
    file = tmp_path / "statement"
    file.write_bytes(write_statement(format_, 12, seed=3))
    asked = solvent("statement", "parse", file, "--json")
    expected = read_expected(format_, 12, seed=3)
    (line,) = asked.lines
    (statement,) = line["statements"]
    assert asked.code == 0
    assert line["file"] == str(file)
    assert set(line) == {"file", "format", "encoding", "statements", "warnings"}
    assert statement["account"] == expected.account
    assert [row["amount"] for row in statement["transactions"]] == [str(row.amount) for row in expected.transactions]


def test_a_refused_file_does_not_stop_the_others(solvent: Solvent, tmp_path: Path) -> None:
    good, empty, missing = tmp_path / "good.csv", tmp_path / "empty.csv", tmp_path / "missing.csv"
    good.write_bytes(write_statement("csv_en", 5, seed=1))
    empty.write_bytes(b"")
    asked = solvent("statement", "parse", empty, missing, tmp_path, good, "--json")
    assert asked.code == 2
    assert [line.get("error", {}).get("code") for line in asked.lines] == [
        "EMPTY_FILE",
        "FILE_MISSING",
        "FILE_UNREADABLE",
        None,
    ]
    assert asked.lines[0]["error"] == {"code": "EMPTY_FILE", "line": None, "message": "The file is empty."}
    assert len(asked.lines[3]["statements"][0]["transactions"]) == 5


def test_a_refusal_names_its_line(solvent: Solvent, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("Date,Amount,Description\n2024-01-01,1.00,a\n2024-02-31,2.00,b\n2024-03-01,2.00,c\n")
    asked = solvent("statement", "parse", file, "--json")
    assert asked.code == 2
    assert (asked.lines[0]["error"]["code"], asked.lines[0]["error"]["line"]) == ("BAD_DATE", 3)


def test_people_read_refusals_on_stderr(solvent: Solvent, tmp_path: Path) -> None:
    good, empty = tmp_path / "good.csv", tmp_path / "empty.csv"
    good.write_bytes(write_statement("csv_en", 5, seed=1))
    empty.write_bytes(b"")
    asked = solvent("statement", "parse", empty, good)
    assert asked.code == 2
    assert asked.err == f"error: {empty}: The file is empty. (EMPTY_FILE)\n"
    assert asked.out.startswith(f"{good}: csv, ")


def test_a_bug_in_one_file_is_our_fault_and_the_others_are_read(
    solvent: Solvent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = detect.read_statement

    def stumble(source: BinaryIO, corrections: Corrections) -> ParsedStatements:
        if source.name.endswith("odd"):
            raise ZeroDivisionError("no reason")
        return real(source, corrections)

    monkeypatch.setattr(detect, "read_statement", stumble)
    odd, good, empty = tmp_path / "odd", tmp_path / "good", tmp_path / "empty"
    for file in (odd, good):
        file.write_bytes(write_statement("ofx2", 5, seed=1))
    empty.write_bytes(b"")
    asked = solvent("statement", "parse", odd, empty, good, "--json")
    assert asked.code == 1
    assert asked.lines[0]["error"]["code"] == "INTERNAL"
    assert asked.lines[2]["format"] == "ofx"


def test_a_mapping_is_shown_corrected_and_handed_back(solvent: Solvent, tmp_path: Path) -> None:
    file, correction = tmp_path / "unsure.csv", tmp_path / "mapping.json"
    file.write_text("01/02/2024,-5.00,a,10.00\n02/03/2024,-6.00,b,4.00\n")
    refused = solvent("statement", "parse", file, "--show-mapping", "--json")
    assert (refused.code, refused.lines[0]["error"]["code"]) == (2, "MAPPING_UNSURE")
    (table,) = refused.lines[0]["tables"]
    correction.write_text(json.dumps({**table["mapping"], "date_order": "mdy"}))
    asked = solvent("statement", "parse", file, "--mapping", correction, "--json")
    (statement,) = asked.lines[0]["statements"]
    assert asked.code == 0
    assert [row["date"] for row in statement["transactions"]] == ["2024-01-02", "2024-02-03"]
    assert "tables" not in asked.lines[0]


def test_people_are_shown_a_mapping_too(solvent: Solvent, tmp_path: Path) -> None:
    file = tmp_path / "good.csv"
    file.write_bytes(write_statement("csv_en", 5, seed=1))
    asked = solvent("statement", "parse", file, "--show-mapping")
    assert asked.code == 0
    assert '"meaning": "date"' in asked.out


@pytest.mark.parametrize("content", ["not json", "[]", '{"columns": []}'])
def test_a_mapping_that_nothing_can_be_read_with_is_bad_input(solvent: Solvent, tmp_path: Path, content: str) -> None:
    file, correction = tmp_path / "good.csv", tmp_path / "mapping.json"
    file.write_bytes(write_statement("csv_en", 5, seed=1))
    correction.write_text(content)
    asked = solvent("statement", "parse", file, "--mapping", correction, "--json")
    assert asked.code == 2
    assert "--mapping" in asked.err

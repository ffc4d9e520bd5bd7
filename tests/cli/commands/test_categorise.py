import csv
import os
import threading
from pathlib import Path

import pytest

from core.taxonomy import load_taxonomy
from tests.cli.commands.conftest import Solvent
from tests.support.trained_model import lend_trained_model

NEW = "description,Note,amount\nKoffein Berlin,a,-4.20\nAdobe Systems,b,\nKoffein Berlin,c,\n"
HISTORY = (
    "description,category,date\n"
    "Koffein Berlin,Treats,2024-01-01\nKoffein Berlin,Treats,2024-02-01\nAdobe Systems,Tools,2024-01-05\n"
    "Koffein Hamburg,Treats,2024-03-01\nAdobe Creative,Tools,2024-03-05\n"
)


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the model that a first start trains."""
    folder = tmp_path_factory.mktemp("data")
    lend_trained_model(folder)
    return folder


@pytest.fixture
def solvent(solvent: Solvent, data_folder: Path) -> Solvent:
    """With that model, wherever the command line names no other."""
    return lambda *arguments: solvent("--data-folder", data_folder, *arguments)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "new.csv").write_text(NEW, encoding="utf-8")
    (tmp_path / "history.csv").write_text(HISTORY, encoding="utf-8")
    return tmp_path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_history_makes_the_classes(solvent: Solvent, files: Path) -> None:
    out = files / "out.csv"
    asked = solvent("categorise", "--in", files / "new.csv", "--history", files / "history.csv", "--out", out, "--json")
    rows = _rows(out)
    assert asked.code == 0
    assert list(rows[0]) == ["description", "Note", "amount", "category", "confidence", "decided_by", "accepted"]
    assert [row["category"] for row in rows] == ["Treats", "Tools", "Treats"]
    assert [row["Note"] for row in rows] == ["a", "b", "c"]
    assert rows[0]["accepted"] == "true"
    assert asked.lines[0] == {
        "in": str(files / "new.csv"),
        "out": str(out),
        "rows": 3,
        "accepted": 2,
        "decided_by": {"correction": 3},
        "model": "personal-3",
    }
    assert [file.name for file in files.iterdir() if file.name.startswith(".")] == []


def test_the_systems_categories_are_used_without_a_history(solvent: Solvent, files: Path, data_folder: Path) -> None:
    asked = solvent("--data-folder", data_folder, "categorise", "--in", files / "new.csv", "--json")
    assert asked.code == 0
    assert [line["row"] for line in asked.lines] == [1, 2, 3]
    assert {line["category"] for line in asked.lines} <= load_taxonomy().by_key.keys()
    assert asked.lines[0]["category"] == asked.lines[2]["category"] or asked.lines[2]["decided_by"] != "correction"


def test_a_history_in_the_systems_categories_is_a_persons_word(
    solvent: Solvent, files: Path, data_folder: Path
) -> None:
    (files / "history.csv").write_text("description,amount,category\nKoffein Berlin,-3,business.training\n")
    line = ("categorise", "--in", files / "new.csv", "--history", files / "history.csv", "--json")
    asked = solvent("--data-folder", data_folder, *line)
    assert (asked.lines[0]["category"], asked.lines[0]["decided_by"]) == ("business.training", "correction")
    assert asked.lines[1]["decided_by"] != "correction"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column description"),
        ("name,amount\na,1\n", "no column description. Its columns: name, amount"),
        ("description,amount\na,1\nb,NaN\n", "line 3: 'NaN' is no amount"),
        ("description,amount\na,1,2\n", "line 2"),
        ("description,description\na,b\n", "two columns description"),
        ('description\n"a\n', "unexpected end of data"),
        ("description\n" + "x" * 200_000, "field larger than field limit"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_written(solvent: Solvent, files: Path, text: str, said: str) -> None:
    (files / "bad.csv").write_text(text, encoding="utf-8")
    out = files / "out.csv"
    asked = solvent("categorise", "--in", files / "bad.csv", "--history", files / "history.csv", "--out", out)
    assert asked.code == 2
    assert said in asked.err
    assert sorted(file.name for file in files.iterdir()) == ["bad.csv", "history.csv", "new.csv"]


def test_a_bad_history_is_refused(solvent: Solvent, files: Path) -> None:
    line = ("categorise", "--in", files / "new.csv", "--json", "--history", files / "history.csv")
    for text, said in (
        ("description,category\na,\n", "no labelled line"),
        ("description,category\n", "no labelled line"),
        ("description\na\n", "no column category"),
    ):
        (files / "history.csv").write_text(text, encoding="utf-8")
        asked = solvent(*line)
        assert asked.code == 2
        assert said in asked.err


def test_files_that_are_not_there_are_named(solvent: Solvent, files: Path) -> None:
    history = ("--history", files / "history.csv")
    missing = solvent("categorise", "--in", files / "no.csv", *history, "--out", files / "out.csv")
    assert (missing.code, "There is no file" in missing.err) == (2, True)
    nowhere = solvent("categorise", "--in", files / "new.csv", *history, "--out", files / "no" / "out.csv")
    assert (nowhere.code, "can't be written" in nowhere.err) == (2, True)
    assert solvent("categorise", "--in", files / "new.csv").code == 2


def test_text_that_is_not_utf8_is_refused(solvent: Solvent, files: Path) -> None:
    (files / "bad.csv").write_bytes("description\nКофе\n".encode("cp1251"))
    asked = solvent("categorise", "--in", files / "bad.csv", "--history", files / "history.csv", "--json")
    assert asked.code == 2
    assert "not UTF-8" in asked.err


def test_a_pipe_is_read(solvent: Solvent, files: Path) -> None:
    pipe = files / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(NEW,))
    writer.start()
    asked = solvent("categorise", "--in", pipe, "--history", files / "history.csv", "--json")
    writer.join()
    assert [line["category"] for line in asked.lines] == ["Treats", "Tools", "Treats"]


def test_every_row_has_a_best_guess_and_what_nothing_is_known_of_is_not_accepted(
    solvent: Solvent, files: Path, data_folder: Path
) -> None:
    (files / "new.csv").write_text("description,amount\n12345,-5\n12345,5\n", encoding="utf-8")
    asked = solvent("--data-folder", data_folder, "categorise", "--in", files / "new.csv", "--json")
    assert [(line["category"], line["confidence"], line["accepted"]) for line in asked.lines] == [
        ("family.other", 0.0, False),
        ("income.other", 0.0, False),
    ]


def test_rows_of_a_history_without_a_category_are_left_out_and_said(solvent: Solvent, files: Path) -> None:
    (files / "history.csv").write_text(HISTORY + "Koffein Berlin,,2024-04-01\n", encoding="utf-8")
    asked = solvent("categorise", "--in", files / "new.csv", "--history", files / "history.csv", "--json")
    assert [line["category"] for line in asked.lines] == ["Treats", "Tools", "Treats"]
    assert "1 rows without a category" in asked.err


@pytest.mark.parametrize(("sign", "other"), [("", "-"), ("-", "")])
def test_a_statement_may_count_spending_up_or_down(
    solvent: Solvent, files: Path, data_folder: Path, sign: str, other: str
) -> None:
    spent = "".join(f"{name} {place},{sign}10.00\n" for place in range(8) for name in ("Кафе Уют MCC", "Отель"))
    coded = "".join(f"line {chr(97 + place)},{sign}10.00,5411\n" for place in range(12))
    (files / "new.csv").write_text(
        "description,amount,mcc\n" + spent.replace("\n", ",\n") + coded + f"line z,{other}10.00,5411\n",
        encoding="utf-8",
    )
    asked = solvent("--data-folder", data_folder, "categorise", "--in", files / "new.csv", "--json")
    accepted = [line["accepted"] for line in asked.lines if line["decided_by"] == "merchant"]
    assert accepted == [True] * 12 + [False]


def test_history_without_iso_dates_is_read_in_its_order(solvent: Solvent, files: Path, data_folder: Path) -> None:
    rows = "".join(f"Koffein,{name},{day}\n" for name, day in (("Old", "28.01.2024"), ("New", "01.02.2024")))
    (files / "history.csv").write_text("description,category,date\n" + rows, encoding="utf-8")
    (files / "new.csv").write_text("description\nKoffein\n", encoding="utf-8")
    line = ("categorise", "--in", files / "new.csv", "--history", files / "history.csv", "--json")
    assert solvent("--data-folder", data_folder, *line).lines[0]["category"] == "New"


def test_no_rows_give_no_rows(solvent: Solvent, files: Path) -> None:
    (files / "new.csv").write_text("description\n", encoding="utf-8")
    out = files / "out.csv"
    line = ("--in", files / "new.csv", "--history", files / "history.csv", "--out", out)
    assert solvent("categorise", *line).code == 0
    assert out.read_text(encoding="utf-8") == "description,category,confidence,decided_by,accepted\n"

from datetime import date, timedelta
from pathlib import Path

import pytest

from cli.commands.read_movements import NO_BALANCE, read_movements
from tests.cli.commands.conftest import Solvent

TODAY = date(2025, 6, 1)


def _write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _two_years(path: Path) -> Path:
    """An account with a monthly salary and rent."""
    lines, balance = ["account,date,amount,balance,description"], 0
    for month in range(24):
        first = date(2023 + month // 12, month % 12 + 1, 1)
        for day, amount, text in ((4, 90_000, "Client A"), (9, -30_000, "Rent"), (19, -20_000, "Card")):
            balance += amount
            lines.append(f"main,{first + timedelta(days=day)},{amount}.00,{balance}.00,{text}")
    return _write(path, *lines)


def test_a_line_an_account_with_ordered_quantiles(solvent: Solvent, tmp_path: Path) -> None:
    asked = solvent("forecast", "--in", _two_years(tmp_path / "a.csv"), "--horizon", 45, "--json")
    (line,) = asked.lines
    assert asked.code == 0
    assert set(line) == {"account", "as_of", "currency", "model", "days", "recurring", "warnings"}
    assert (line["account"], line["as_of"], line["currency"]) == ("main", "2024-12-20", None)
    assert [line["days"][0]["date"], line["days"][-1]["date"], len(line["days"])] == ["2024-12-21", "2025-02-03", 45]
    assert all(day["p10"] <= day["p50"] <= day["p90"] for day in line["days"])
    rent = next(item for item in line["recurring"] if item["label"] == "Rent")
    assert (rent["period"], rent["amount"], rent["next_date"]) == ("monthly", -30000.0, "2025-01-10")


def test_as_of_cuts_the_history_off(solvent: Solvent, tmp_path: Path) -> None:
    file = _two_years(tmp_path / "a.csv")
    asked = solvent("forecast", "--in", file, "--horizon", 1, "--as-of", "2023-12-31", "--json")
    assert (asked.lines[0]["as_of"], asked.lines[0]["days"][0]["date"]) == ("2023-12-31", "2024-01-01")
    assert asked.lines[0]["warnings"] == ["36 movements dated after 2023-12-31 were left out."]


def test_people_read_a_sentence(solvent: Solvent, tmp_path: Path) -> None:
    file = _two_years(tmp_path / "a.csv")
    asked = solvent("forecast", "--in", file, "--horizon", 30, "--currency", "rub")
    assert asked.out.startswith("main: on 19 Jan 2025 ")
    assert "monthly -30000.00 RUB, next on 10 Jan 2025: Rent" in asked.out


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a,2024-01-01,1.00", "a,2024-02-30,1.00"], "line 3: '2024-02-30' is no date"),
        (["a,2024-01-01,one"], "line 2: 'one' is no amount"),
        (["a,2024-01-01,1.005"], "line 2: 1.005 has more than 2 digits"),
        ([",2024-01-01,1"], "line 2: the account is empty"),
        ([], "has no rows"),
    ],
)
def test_bad_rows_are_refused_with_their_line(solvent: Solvent, tmp_path: Path, rows: list[str], said: str) -> None:
    asked = solvent(
        "forecast", "--in", _write(tmp_path / "a.csv", "account,date,amount", *rows), "--horizon", 5, "--json"
    )
    assert (asked.code, asked.out) == (2, "")
    assert said in asked.err


def test_horizons_and_days_out_of_bounds_are_refused(solvent: Solvent, tmp_path: Path) -> None:
    file = _two_years(tmp_path / "a.csv")
    for horizon in (0, 181):
        assert solvent("forecast", "--in", file, "--horizon", horizon, "--json").code == 2
    assert solvent("forecast", "--in", file, "--horizon", 5, "--as-of", "01.02.2024").code == 2
    assert solvent("forecast", "--in", file, "--horizon", 5, "--currency", "XQZ").code == 2


@pytest.mark.parametrize(
    ("rows", "as_of", "balance"),
    [
        (["a,2024-01-01,10,110", "a,2024-01-02,5,115"], None, 11500),
        (["a,2024-01-02,5,115", "a,2024-01-01,10,110"], None, 11500),  # newest first
        (["a,2024-01-02,5,115", "a,2024-01-02,10,110"], None, 11500),  # newest first within one day
        (["a,2024-01-01,10,110", "a,2024-01-02,5,"], None, 11500),  # the last row has no balance
        (["a,2024-01-01,10,", "a,2024-01-03,5,115"], date(2024, 1, 2), 11000),  # known only later
        (["a,2024-01-03,5,115"], date(2024, 1, 2), 11000),  # nothing happened yet
        (["a,2024-01-01,10,", "a,2024-01-02,5,"], date(2024, 1, 1), 1000),  # never known
        (  # the rows of the last day stand in no order: its closing balance is 125, which agrees with the days before
            ["a,2024-01-01,10,110", "a,2024-01-02,5,115", "a,2024-01-03,20,125", "a,2024-01-03,-10,105"],
            None,
            12500,
        ),
    ],
)
def test_the_balance_of_the_day(tmp_path: Path, rows: list[str], as_of: date | None, balance: int) -> None:
    file = _write(tmp_path / "a.csv", "account,date,amount,balance", *rows)
    (known,) = read_movements(file, as_of, None, TODAY)
    assert known.history.balance_minor == balance


def test_an_unknown_balance_is_said(tmp_path: Path) -> None:
    (known,) = read_movements(_write(tmp_path / "a.csv", "account,date,amount", "a,2024-01-01,1"), None, None, TODAY)
    assert known.warnings == (NO_BALANCE,)


def test_accounts_keep_their_currency_and_their_digits(tmp_path: Path) -> None:
    file = _write(
        tmp_path / "a.csv", "account,date,amount,currency", "yen,2024-01-01,500,JPY", "rub,2024-01-01,500,rub"
    )
    yen, rub = read_movements(file, None, None, TODAY)
    assert (yen.history.currency, yen.history.balance_minor, yen.digits) == ("JPY", 500, 0)
    assert (rub.history.currency, rub.history.balance_minor, rub.digits) == ("RUB", 50000, 2)


def test_two_currencies_in_one_account_are_refused(solvent: Solvent, tmp_path: Path) -> None:
    file = _write(tmp_path / "a.csv", "account,date,amount,currency", "a,2024-01-01,1,EUR", "a,2024-01-02,1,USD")
    asked = solvent("forecast", "--in", file, "--horizon", 5)
    assert asked.code == 2
    assert "line 3: account a was in EUR before, here it is in USD" in asked.err


def test_rows_of_the_future_are_not_known_yet(tmp_path: Path) -> None:
    file = _write(tmp_path / "a.csv", "account,date,amount,balance", "a,2025-05-01,1,1", "a,2099-01-01,9,10")
    (known,) = read_movements(file, None, None, TODAY)
    assert (known.history.as_of, known.history.balance_minor) == (TODAY, 100)

import csv
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ml.forecast import evaluate_far
from ml.forecast.made_up_balances import made_up_account


def _written(path: Path, days: int) -> Path:
    """The first days of a made-up account."""
    rows = made_up_account(0)
    rows = [row for row in rows if row.day < rows[0].day + timedelta(days=days)]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("account", "date", "amount", "balance"))
        balance = 0
        for row in rows:
            balance += row.amount_minor
            writer.writerow(("a", row.day.isoformat(), row.amount_minor / 100, balance / 100))
    return path


def _told(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["evaluate_far", "--data", str(path), "--json"])
    evaluate_far.main()
    return capsys.readouterr().out


def test_days_up_to_half_a_year_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(_told(_written(tmp_path / "long.csv", 400), monkeypatch, capsys))
    assert found["cases"] > 1
    assert {f"day_{day}_wape" for day in (10, 30, 90, 180)} <= set(found)
    assert 0 <= found["day_180_coverage"] <= 1
    assert found["day_180_persistence_wape"] > 0


def test_histories_too_short_for_it_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _told(_written(tmp_path / "short.csv", 100), monkeypatch, capsys)
    assert "180 days" in capsys.readouterr().err

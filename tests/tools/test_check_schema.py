from pathlib import Path

import pytest

from tools import check_schema

SERVED = "type Query {\n  cancelJob: Int\n  job: Int\n}\n"


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(check_schema, "print_sdl", lambda: SERVED)
    return tmp_path / "schema.graphql"


def run(monkeypatch: pytest.MonkeyPatch, committed: Path, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["check_schema", *words])
    return check_schema.main(committed)


def test_drift_fails_and_is_shown_and_writing_ends_it(
    committed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    committed.write_text(SERVED.replace("cancelJob", "stopJob"))
    assert run(monkeypatch, committed) == 1
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if line.startswith(("-  ", "+  "))] == ["-  stopJob: Int", "+  cancelJob: Int"]
    assert run(monkeypatch, committed, "--write") == 0
    assert committed.read_text() == SERVED
    assert run(monkeypatch, committed) == 0


def test_a_missing_file_is_drift(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, committed) == 1
    assert not committed.exists()

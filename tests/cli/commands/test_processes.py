"""Commands that become another program: what they would become is what is checked, without becoming it."""

import json
import os
import sys
from pathlib import Path

import pytest

from cli.up import stack
from cli.up.stack import UpOptions
from tests.cli.commands.conftest import Solvent


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def execve(program: str, arguments: list[str], environment: dict[str, str]) -> None:
        assert program == sys.executable
        seen.append((arguments[1:], environment))
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner@127.0.0.1:1/solvent")
    return seen


@pytest.mark.parametrize(
    ("arguments", "program"),
    [
        (("serve",), ["-m", "api", "--host", "127.0.0.1", "--port", "8000", "--processes", "1"]),
        (
            ("serve", "--host", "0.0.0.0", "--port", "80", "--processes", "4"),  # noqa: S104 an address to pass on
            ["-m", "api", "--host", "0.0.0.0", "--port", "80", "--processes", "4"],  # noqa: S104 as above
        ),
        (("worker", "--concurrency", "3"), ["-m", "workers", "worker", "--concurrency", "3"]),
        (("relay",), ["-m", "workers", "relay"]),
        (("beat",), ["-m", "workers", "beat"]),
    ],
)
def test_a_process_is_replaced(
    solvent: Solvent,
    became: list[tuple[list[str], dict[str, str]]],
    arguments: tuple[str, ...],
    program: list[str],
) -> None:
    assert solvent(*arguments).code == 0
    assert became[0][0] == program
    assert became[0][1]["DATABASE_URL"] == "postgresql://owner@127.0.0.1:1/solvent"


def test_a_second_worker_joins_the_running_platform(
    solvent: Solvent,
    became: list[tuple[list[str], dict[str, str]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("S3_ENDPOINT", "http://elsewhere")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "environment.json").write_text(json.dumps({"DATABASE_URL": "postgresql://embedded"}))
    assert solvent("--data-folder", tmp_path, "worker").code == 0
    environment = became[0][1]
    assert environment["DATABASE_URL"] == "postgresql://embedded"
    assert "S3_ENDPOINT" not in environment
    assert environment["PATH"] == os.environ["PATH"]


def test_up_passes_its_options_and_exit_code_on(
    solvent: Solvent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[UpOptions] = []

    def run_up(options: UpOptions) -> int:
        asked.append(options)
        return 1

    monkeypatch.setattr(stack, "run_up", run_up)
    monkeypatch.setenv("PORT", "8100")
    code = solvent("--data-folder", tmp_path, "up", "--web-port", "3100", "--no-web").code
    assert code == 1
    assert asked == [UpOptions(port=8100, web_port=3100, web=False, data_folder=tmp_path)]

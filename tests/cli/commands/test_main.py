import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from cli.commands import schema as schema_command
from tests.cli.commands.conftest import Solvent

ROOT = Path(__file__).resolve().parents[3]
HEAVY = (
    "sqlalchemy",
    "pydantic",
    "numpy",
    "sklearn",
    "scipy",
    "cv2",
    "rich",
    "celery",
    "core.settings",
    "cli.up.stack",
)
COMMANDS = (
    "up serve worker relay webhooks beat migrate categorise forecast search schema categories user keys statement"
    " document bank rates jobs partner privacy audit"
)


def test_help_names_every_command(solvent: Solvent) -> None:
    asked = solvent("--help")
    assert asked.code == 0
    shown = asked.out.partition("Commands:")[2]
    assert " ".join(line.split()[0] for line in shown.splitlines() if line.strip()) == COMMANDS


def test_nothing_heavy_is_loaded_for_help() -> None:
    """A person who asks for help waits for Typer alone."""
    code = f"import sys; from cli.main import run; run(['--help']); print([m for m in {HEAVY!r} if m in sys.modules])"
    asked = subprocess.run(  # noqa: S603 code of the test
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert asked.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("statement", "parse"), ("forecast", "--in", "x.csv"), ("up", "--port", "0"), ()]
)
def test_a_wrong_command_line_is_bad_input(solvent: Solvent, arguments: tuple[str, ...]) -> None:
    assert solvent(*arguments).code == 2


def test_an_unexpected_error_is_our_fault_and_a_sentence(solvent: Solvent, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> NoReturn:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(schema_command, "replace_process", break_down)
    asked = solvent("schema")
    assert (asked.code, asked.out) == (1, "")
    assert asked.err == (
        "error: Something went wrong on our side: RuntimeError: the sky fell\nhint: `solvent --debug …` shows where.\n"
    )


def test_debug_shows_the_traceback(
    solvent: Solvent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> NoReturn:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr(schema_command, "replace_process", break_down)
    asked = solvent("--debug", "schema")
    assert asked.code == 1
    assert "hint" not in asked.err
    assert "break_down" in caplog.text


def test_the_schema_is_the_committed_one() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "cli.main", "schema"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert asked.stdout == (ROOT / "api" / "graphql" / "schema.graphql").read_text(encoding="utf-8")


def test_categories_are_the_taxonomy(solvent: Solvent) -> None:
    asked = solvent("categories", "--json")
    by_key = {line["key"]: line for line in asked.lines}
    assert asked.code == 0
    assert by_key["food.groceries"]["names"]["en"]
    assert by_key["food.groceries"]["group"]["key"] == "food"
    assert "5411" in by_key["food.groceries"]["mcc"]
    assert by_key["taxes.vat"]["kind"] == "tax"

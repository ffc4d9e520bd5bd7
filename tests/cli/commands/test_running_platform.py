import json
import os
from pathlib import Path

import pytest

from cli.running_platform import BadSettingsError, NoPlatformError, platform_environment, platform_settings
from tests.cli.commands.conftest import Solvent


@pytest.fixture(autouse=True)
def _no_platform_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("DATABASE_", "REDIS_", "SOLVENT_"))]:
        monkeypatch.delenv(name)


def _leave(folder: Path, text: str) -> None:
    (folder / "run").mkdir()
    (folder / "run" / "environment.json").write_text(text, encoding="utf-8")


def test_settings_come_from_the_environment_where_it_names_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _leave(tmp_path, json.dumps({"DATABASE_URL": "postgresql://left", "REDIS_URL": "redis://left"}))
    monkeypatch.setenv("DATABASE_URL", "postgresql://named")
    monkeypatch.setenv("REDIS_URL", "redis://named")
    settings = platform_settings(tmp_path)
    assert settings.database_url.get_secret_value() == "postgresql://named"
    assert settings.data_folder == tmp_path


def test_settings_come_from_the_running_platform_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {
        "DATABASE_URL": "postgresql://left",
        "REDIS_URL": "redis://left",
        "SOLVENT_DEMO_EMAIL": "demo@solvent.local",
    }
    _leave(tmp_path, json.dumps(left))
    monkeypatch.setenv("SMTP_URL", "smtp://this-shell-only")
    before = dict(os.environ)
    settings = platform_settings(tmp_path)
    assert settings.database_url.get_secret_value() == "postgresql://left"
    assert settings.demo_email == "demo@solvent.local"
    assert settings.smtp_url is None
    assert dict(os.environ) == before


def test_no_platform_says_how_to_start_one(solvent: Solvent, tmp_path: Path) -> None:
    asked = solvent("--data-folder", tmp_path, "jobs")
    assert (asked.code, asked.out) == (2, "")
    assert "make run" in asked.err
    assert "Traceback" not in asked.err


@pytest.mark.parametrize("text", ["", "[]", '{"DATABASE_URL": 1}', "{"])
def test_a_damaged_file_is_no_platform(tmp_path: Path, text: str) -> None:
    _leave(tmp_path, text)
    with pytest.raises(NoPlatformError, match="damaged"):
        platform_environment(tmp_path)


def test_half_an_environment_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://named")
    with pytest.raises(BadSettingsError, match="REDIS_URL"):
        platform_settings(tmp_path)


def test_a_platform_that_was_killed_is_told_from_one_that_runs(solvent: Solvent, tmp_path: Path) -> None:
    _leave(tmp_path, json.dumps({"DATABASE_URL": "postgresql://a@127.0.0.1:1/b", "REDIS_URL": "redis://127.0.0.1:1"}))
    asked = solvent("--data-folder", tmp_path, "jobs")
    assert asked.code == 2
    assert "does not answer" in asked.err

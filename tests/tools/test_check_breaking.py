import subprocess
from pathlib import Path

import pytest

from tools import check_breaking
from tools.check_breaking import breaking_changes, find_base, main, read_accepted

BEFORE = "type Query {\n  a(first: Int): String!\n  b: String\n}\n"
GROWN = "type Query {\n  a(first: Int, after: String): String!\n  b: String\n  c: Int\n}\n"
BROKEN = "type Query {\n  a(first: Int!): String\n}\n"
BREAKS = [
    "ARG_CHANGED_KIND: Argument Query.a(first:) has changed type from Int to Int!.",
    "FIELD_CHANGED_KIND: Field Query.a changed type from String! to String.",
    "FIELD_REMOVED: Field Query.b was removed.",
]


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    (tmp_path / "api" / "graphql").mkdir(parents=True)
    monkeypatch.setattr("sys.argv", ["check_breaking"])
    return tmp_path


def git(root: Path, *words: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    done = subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True, timeout=30)  # noqa: S603, S607 our words
    return done.stdout.strip()


def write(root: Path, schema: str) -> None:
    (root / check_breaking.SCHEMA).write_text(schema)


def commit(root: Path, schema: str) -> str:
    write(root, schema)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "a step")
    return git(root, "rev-parse", "HEAD")


def test_tells_breaks_from_growth() -> None:
    assert breaking_changes(BEFORE, GROWN) == []
    assert breaking_changes(BEFORE, BROKEN) == BREAKS


def test_accepted_lines_may_have_comments() -> None:
    assert read_accepted(["# why", "", "  FIELD_REMOVED: Field Query.b was removed.  "]) == {BREAKS[2]}


def test_a_history_without_a_commit_has_nothing_to_compare(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(history, BEFORE)
    assert find_base(history) is None
    assert main(history) == 0
    assert "nothing to compare with" in capsys.readouterr().out


def test_on_main_the_last_commit_while_changing_and_the_one_before_after(history: Path) -> None:
    first = commit(history, BEFORE)
    assert find_base(history) is None
    write(history, GROWN)
    assert find_base(history) == first
    commit(history, GROWN)
    assert find_base(history) == first


def test_on_a_branch_where_it_left_main(history: Path) -> None:
    first = commit(history, BEFORE)
    git(history, "switch", "--quiet", "--create", "work")
    commit(history, GROWN)
    commit(history, GROWN)
    assert find_base(history) == first


def test_fails_until_each_break_is_accepted(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(history, BEFORE)
    write(history, BROKEN)
    assert main(history) == 1
    assert capsys.readouterr().out.splitlines()[:3] == BREAKS
    accepted = history / check_breaking.ACCEPTED
    accepted.parent.mkdir(parents=True)
    accepted.write_text("\n".join(BREAKS[:2]))
    assert main(history) == 1
    assert capsys.readouterr().out.splitlines()[0] == BREAKS[2]
    accepted.write_text("\n".join(BREAKS))
    assert main(history) == 0
    assert "(3 accepted)" in capsys.readouterr().out

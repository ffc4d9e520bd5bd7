import sys

import pytest

from tools import check
from tools.check import Check, run_check
from tools.check_compose import required_variables


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("code", "word"), [("print('fine')", "ok"), ("raise SystemExit(3)", "skipped"), ("raise SystemExit(1)", "FAILED")]
)
def test_the_exit_code_decides(code: str, word: str) -> None:
    assert run_check(Check("sample", python(code))).word == word


def test_a_check_that_hangs_fails_with_what_it_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "TIMEOUT_SECONDS", 2)
    outcome = run_check(Check("sample", python("import time; print('so far', flush=True); time.sleep(60)")))
    assert outcome.word == "FAILED"
    assert outcome.output.splitlines() == ["so far", "", "not done after 2 s"]


def test_all_run_even_when_one_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    checks = (
        Check("first", python("print('a reason'); raise SystemExit(1)")),
        Check("second", python("print('not shown')")),
        Check("third", python("raise SystemExit(3)")),
    )
    monkeypatch.setattr(check, "CHECKS", checks)
    monkeypatch.setattr(sys, "argv", ["check"])
    assert check.main() == 1
    shown = capsys.readouterr().out
    assert "a reason" in shown
    assert "not shown" not in shown
    assert shown.splitlines()[-1].endswith("1 failed: first")
    monkeypatch.setattr(sys, "argv", ["check", "second", "third"])
    assert check.main() == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("0 failed")


def test_an_unknown_check_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["check", "no such"])
    with pytest.raises(SystemExit) as stopped:
        check.main()
    assert stopped.value.code == 2


def test_variables_that_compose_asks_for() -> None:
    text = "a: ${ONE:?set it}\nb: ${TWO:-2}\nc: x${THREE_3:?why}y${ONE:?set it}"
    assert required_variables(text) == {"ONE", "THREE_3"}

"""What is too slow now and then passes, what is too slow each time fails, and no other failure is tried again."""

from pathlib import Path

from tests.support.tests_of_tests import run_made_up

TESTS = """
from tests.support.in_time import HELD_UP_AT_TIMES, in_time
runs = {"held up": 0, "slow": 0, "wrong": 0}

@HELD_UP_AT_TIMES
def test_held_up():
    runs["held up"] += 1
    in_time(9 if runs["held up"] < 3 else 0.1, 1)

@HELD_UP_AT_TIMES
def test_slow():
    runs["slow"] += 1
    in_time(9, 1)

@HELD_UP_AT_TIMES
def test_wrong():
    runs["wrong"] += 1
    assert runs["wrong"] == 2

def test_so_often():
    assert runs == {"held up": 3, "slow": 3, "wrong": 1}
"""


def test_only_what_was_too_slow_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    ran = run_made_up(tmp_path)
    assert "2 failed, 2 passed, 4 rerun" in ran.stdout, ran.stdout + ran.stderr

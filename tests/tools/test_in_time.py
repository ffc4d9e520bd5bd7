"""What is too slow now and then passes, what is too slow each time fails, and no other failure is tried again."""

import subprocess
import sys
from pathlib import Path

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
    options = ["-p", "no:cacheprovider", "--rootdir", str(tmp_path), "-c", "/dev/null"]
    ours = str(Path(__file__).parents[2])
    ran = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-m", "pytest", *options, "-o", f"pythonpath={ours}", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "2 failed, 2 passed, 4 rerun" in ran.stdout, ran.stdout + ran.stderr

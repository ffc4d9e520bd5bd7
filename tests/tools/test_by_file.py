"""The hook that hands out tests is asked by pytest-xdist, and its answer is heeded."""

import re
from collections import Counter
from pathlib import Path

from tests.support.by_file import place_of, unit_of
from tests.support.tests_of_tests import run_made_up

CONFTEST = """from tests.support.by_file import ByFile
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)
"""
TESTS = """import pytest
@pytest.mark.parametrize("number", range(12))
def test_it(number): pass
"""


def test_what_belongs_together_is_one_unit() -> None:
    assert unit_of("tests/e2e/browser/test_x.py::test_a[b]") == unit_of("tests/e2e/test_main_job.py::test_c") == "e2e"
    assert unit_of("tests/core/test_money.py::test_a") == "core/test_money.py"
    assert place_of("tests/e2e/test_main_job.py::test_a") < place_of("tests/e2e/browser/test_x.py::test_a")
    assert place_of("tests/tools/test_x.py::test_a") < place_of("tests/core/test_money.py::test_a")


def test_a_file_s_tests_run_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    files = ("test_one.py", "test_two.py", "test_three.py")
    for name in files:
        (tmp_path / name).write_text(TESTS)
    ran = run_made_up(tmp_path, "-n2", "-v")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = re.findall(r"\[(gw\d)\].* PASSED .*?(test_\w+\.py)::", ran.stdout)
    assert Counter(file for _, file in told) == dict.fromkeys(files, 12)
    assert len(set(told)) == len(files)

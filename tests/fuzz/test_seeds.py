"""What the fuzzer starts from and what it has found, read in every test run."""

import time
from pathlib import Path

import pytest

from core.ports.statement_parser import ParsedStatements
from tests.fuzz.read_or_refuse import read_or_refuse
from tests.support.in_time import HELD_UP_AT_TIMES, in_time

HERE = Path(__file__).parent
SEEDS = sorted((HERE / "seeds").iterdir())
FOUND = sorted((HERE / "found").glob("*.bin"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_seed_is_read(path: Path) -> None:
    parsed = read_or_refuse(path.read_bytes())

    assert isinstance(parsed, ParsedStatements)
    assert sum(len(statement.transactions) for statement in parsed.statements) > 0


@HELD_UP_AT_TIMES
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    began = time.perf_counter()
    read_or_refuse(path.read_bytes())

    in_time(time.perf_counter() - began, 5)

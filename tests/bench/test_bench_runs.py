"""The benches run and say what they should; how fast they are is nobody's promise here."""

import io
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from tests.bench.context import ROOT, Context
from tests.bench.figure import Figure, against, in_turns
from tests.bench.graphql_operations import operations
from tests.bench.graphql_servers import start_api, start_twin
from tests.bench.load_client import request_bytes
from tests.bench.report import as_table, number
from tests.bench.serve_graphql import made_up_books

MACHINE = {"cores": 2, "load_average": [3.5, 1.0, 0.5]}


def bench(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)  # noqa: S603 - our own words


def test_a_figure_is_the_median_of_the_rounds_and_its_ratio_that_of_each_round() -> None:
    figure = Figure.of("x", "rows/s", "peer", [(10.0, 100.0), (30.0, 100.0), (20.0, 400.0)])
    assert figure == Figure("x", 20.0, "rows/s", "peer", 100.0, 0.1, 3, is_higher_better=True)


def test_each_round_begins_with_another_side() -> None:
    asked: list[str] = []

    def side(name: str, value: float) -> float:
        asked.append(name)
        return value

    measured = in_turns(3, 60, lambda: side("ours", 1), lambda: side("first", 2), lambda: side("second", 4))
    assert measured == [(1, 2, 4)] * 3
    assert asked == ["ours", "first", "second", "first", "second", "ours", "second", "ours", "first"]
    assert against(measured, 2) == [(1, 4)] * 3


def test_no_round_begins_after_the_time_is_up_save_the_first() -> None:
    assert in_turns(5, 0, lambda: 1.0, lambda: 2.0) == [(1.0, 2.0)]


def test_a_request_is_plain_http() -> None:
    made = request_bytes("127.0.0.1:1", "/graphql", {"Authorization": "Bearer x"}, b"{}")
    assert made == (
        b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        b"Authorization: Bearer x\r\n\r\n{}"
    )


def test_the_table_says_which_way_is_better_and_that_the_machine_was_busy() -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(
        as_table([Figure("find", 12.345, "ms", "plain", 4321.0, 0.00286, 3, is_higher_better=False)], MACHINE)
    )
    shown = console.export_text()
    for text in (
        "ms (less is better)",
        "12.3",
        "4,321",
        "0.00286",
        "2 cores, load before 3.5, 1.0, 0.5.",
        "was running",
    ):
        assert text in shown


@pytest.mark.parametrize(("value", "shown"), [(0.0123, "0.0123"), (99.9, "99.9"), (100.4, "100"), (12345.6, "12,346")])
def test_numbers_have_the_digits_they_deserve(value: float, shown: str) -> None:
    assert number(value) == shown


def test_the_command_measures_and_writes_json(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    done = bench("--quick", "--only", "forecast", "--only", "import", "--json", str(file))
    assert done.returncode == 0, done.stderr
    told = json.loads(file.read_text())
    assert (told["format"], told["is_quick"], told["failed"]) == (1, True, [])
    assert told["machine"]["cores"] >= 1
    assert len(told["machine"]["load_average"]) == 3
    assert [(figure["name"], figure["unit"], figure["peer_name"]) for figure in told["figures"]] == [
        ("forecast (a year, 600 rows)", "accounts/s", "wanted"),
        ("import of 20,000 rows", "rows/s", "COPY of the same rows"),
        ("the same file again", "rows/s", "COPY of the same rows"),
        ("import, peak memory", "MB", "the file's own size"),
        ("page of an account of 20,000 rows", "ms", "one of 1,000"),
        ("its balance", "ms", "one of 1,000"),
    ]
    for figure in told["figures"]:
        assert figure["rounds"] >= 1
        assert figure["is_higher_better"] is (figure["unit"] not in {"MB", "ms"})
        assert all(figure[key] > 0 and math.isfinite(figure[key]) for key in ("value", "peer_value", "ratio"))
    assert "Solvent beside its peers" in done.stdout


@pytest.mark.timeout(300)
def test_the_twin_answers_every_operation_as_we_do(tmp_path: Path) -> None:
    """Else the bench of GraphQL stops before it has measured anything."""
    with Context(tmp_path, is_quick=True) as context:
        person = made_up_books(context)
        api, twin = start_api(context, person), start_twin(context, person)
        told = operations(api, str(person.id))
        assert len(told) == 7
        for operation in told:
            assert api.ask(operation.ours[0]) == twin.ask(operation.ours[0]), operation.name


def test_an_unknown_bench_is_refused() -> None:
    done = bench("--only", "moon")
    assert done.returncode == 2
    assert "invalid choice: 'moon'" in done.stderr

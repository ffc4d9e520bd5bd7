"""1,000 mixed GraphQL requests a second from locust on as many API processes as there are cores."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import psutil

from tests.bench.context import ROOT, Context
from tests.bench.figure import Figure
from tests.bench.graphql_operations import operations
from tests.bench.graphql_servers import Server, start_api
from tests.bench.serve_graphql import made_up_books

RATE: Final = 1_000
USERS: Final = 105
"""Each asks ten times a second at the most, and some are late: see locustfile.py."""
PROMISE_MS: Final = 500.0
SHARES: Final = {
    "page": 40,
    "dashboard": 15,
    "node by id": 15,
    "search with count": 10,
    "nested": 5,
    "viewer": 14,
    "mutation": 1,
}


def run(context: Context) -> list[Figure]:
    """Latencies at that rate beside the promise of half a second; what failed and the memory are notes."""
    person = made_up_books(context)
    api = start_api(context, person, processes=os.cpu_count() or 1)
    seconds = context.pick(10, 60)
    told = _locust(context, api, str(person.id), seconds)
    asked, failed = int(told["Request Count"]), int(told["Failure Count"])
    context.note(
        f"mixed: {asked:,} requests in {seconds} s, {float(told['Requests/s']):,.0f} a second, {failed} failed"
    )
    sizes = [child.memory_info().rss / 1e6 for child in psutil.Process(api.pid).children(recursive=True)]
    context.note("mixed: processes have " + ", ".join(f"{size:,.0f}" for size in sizes if size > 50) + " MB")
    if failed:
        raise RuntimeError(f"{failed} of {asked} requests failed")
    return [
        Figure.of(
            f"GraphQL mixed, {RATE:,} requests/s, {name}",
            "ms",
            "the promise of 500 ms",
            [(float(told[column]), PROMISE_MS)],
            is_higher_better=False,
        )
        for name, column in (("p50", "50%"), ("p95", "95%"), ("p99", "99%"))
    ]


def _locust(context: Context, api: Server, person: str, seconds: int) -> dict[str, str]:
    """Its totals. Raises CalledProcessError with what it said when it could not run."""
    load, told = context.folder / "load.json", context.folder / "locust"
    load.write_text(
        json.dumps(
            {
                "headers": dict(api.headers),
                "operations": [
                    {"name": one.name, "share": SHARES[one.name], "bodies": list(one.ours)}
                    for one in operations(api, person)
                ],
            }
        )
    )
    argv = [
        sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("locustfile.py")), "--headless",
        "--users", str(USERS), "--spawn-rate", str(USERS), "--run-time", f"{seconds}s", "--reset-stats",
        "--host", f"http://127.0.0.1:{api.port}", "--csv", str(told), "--only-summary", "--exit-code-on-error", "0",
    ]  # fmt: skip
    subprocess.run(  # noqa: S603 our own words
        argv,
        env={**os.environ, "SOLVENT_LOAD": str(load)},
        cwd=ROOT,
        timeout=seconds + 60,
        check=True,
        capture_output=True,
    )
    with Path(f"{told}_stats.csv").open(newline="") as file:
        return next(row for row in csv.DictReader(file) if row["Name"] == "Aggregated")

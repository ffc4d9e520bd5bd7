"""`python -m tests.security`: the negative tests, then thousands of made-up requests, with counts of both."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bench.context import Context
from tests.bench.graphql_servers import signed_in, start_api
from tests.security.fuzz_api import Round, Tally, fuzz_bodies, fuzz_graphql, fuzz_rest

ROOT: Final = Path(__file__).parents[2]
SHARES: Final = (("GraphQL", fuzz_graphql, 0.6), ("bodies", fuzz_bodies, 0.2), ("REST", fuzz_rest, 0.2))
"""Of the cases."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where a test failed or a request was answered with a fault of ours."""
    parser = argparse.ArgumentParser(prog="python -m tests.security", description="Try to get in, and to break it.")
    parser.add_argument("--cases", type=int, default=5000, help="made-up requests in all")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up requests")
    parser.add_argument("--only", choices=["tests", "fuzz"])
    chosen = parser.parse_args(arguments)
    failed = 0
    if chosen.only != "fuzz":
        asked = [
            sys.executable,
            "-m",
            "pytest",
            str(ROOT / "tests" / "security"),
            "-q",
            "-n",
            "2",
            "--dist",
            "loadfile",
        ]
        failed += subprocess.run(asked, cwd=ROOT, check=False).returncode != 0  # noqa: S603 our own interpreter
    if chosen.only != "tests":
        failed += _fuzz(chosen.cases, chosen.seed)
    return 1 if failed else 0


def _fuzz(cases: int, seed: int) -> int:
    """How many requests ended in a fault."""
    faults = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Context(Path(folder), is_quick=True, say=lambda told: _say(f"  {told}")) as context,
    ):
        api = start_api(context, context.person())

        def sign_in() -> str:
            return signed_in(api, context.person()).headers["Authorization"].removeprefix("Bearer ")

        base = f"http://127.0.0.1:{api.port}"
        for name, fuzz, share in SHARES:
            url = base if fuzz is fuzz_rest else f"{base}/graphql"
            tally = fuzz(Round(url, sign_in, round(cases * share), seed))
            _tell(name, tally)
            faults += tally.answers["FAULT"]
    return faults


def _tell(name: str, tally: Tally) -> None:
    sent = sum(count for answer, count in tally.answers.items() if answer != "FAULT")
    _say(f"{name}: {sent:,} made-up requests, {tally.answers['FAULT']} faults")
    for answer, count in tally.answers.most_common():
        _say(f"  {count:>6,}  {answer}")
    for told in tally.faults:
        _say(f"  FAULT {told}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tools.check [name …]`: every check that CI makes, each with its time. Exit 1 when one failed.

All run even when one fails, two at a time. What a check printed is shown when it failed, or with `--verbose`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
TIMEOUT_SECONDS = 600
SKIPPED = 3
"""Exit code of a check that can't be made on this machine, and says why."""
PYTHON_FOLDERS = ("api", "workers", "cli", "ml", "core", "sandbox", "tools", "tests")


@dataclass(frozen=True, slots=True)
class Check:
    """A command that exits with 0 when all is well."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check."""

    check: Check
    code: int
    seconds: float
    output: str

    @property
    def word(self) -> str:
        """For people."""
        return {0: "ok", SKIPPED: "skipped"}.get(self.code, "FAILED")


def tool(name: str, *words: str) -> list[str]:
    """A command of the environment that this runs in."""
    return [str(BIN / name), *words]


def module(name: str, *words: str) -> list[str]:
    """A module, run by the Python that runs this."""
    return [sys.executable, "-m", name, *words]


# The slow ones first, so that the quick ones fill the gaps.
CHECKS = (
    Check("types", tool("mypy", *PYTHON_FOLDERS)),
    Check("schema lint", ["tools/web.sh", "lint:schema"]),
    Check("web", ["tools/web.sh", "codegen:check", "lint", "typecheck"]),
    Check("migrations", module("tools.check_migrations")),
    Check("secrets", module("tools.check_secrets")),
    Check("models", module("tools.models.check")),
    Check("shipped models", module("tools.models.artefacts")),
    Check("schema drift", module("tools.check_schema")),
    Check("api pages", module("tools.api_docs")),
    Check("breaking changes", module("tools.check_breaking")),
    Check("import contracts", tool("lint-imports", "--no-cache")),
    Check("our own lints", module("tools.lints")),
    Check("dependencies", tool("deptry", ".", "--no-ansi")),
    Check("lint", tool("ruff", "check", ".")),
    Check("format", tool("ruff", "format", "--check", ".")),
    Check("compose", module("tools.check_compose")),
    Check("scripts", ["bash", "-c", "for file in tools/*.sh .ci/run; do bash -n $file || exit 1; done"]),
)


def run_check(check: Check) -> Outcome:
    """Run one, bounded in time."""
    began = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603 the commands above
            check.command,
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
        code, output = done.returncode, done.stdout
    except subprocess.TimeoutExpired as error:
        printed = error.stdout.decode(errors="replace") if isinstance(error.stdout, bytes) else ""
        code, output = 1, f"{printed}\nnot done after {TIMEOUT_SECONDS} s"
    return Outcome(check, code, time.monotonic() - began, output.strip())


def show(outcome: Outcome, *, verbose: bool) -> None:
    """One line, and what it printed where that matters."""
    print(f"  {outcome.word:<8} {outcome.check.name:<18} {outcome.seconds:5.1f} s", flush=True)
    if outcome.output and (verbose or outcome.code != 0):
        print("\n".join(f"      {line}" for line in outcome.output.splitlines()), flush=True)


def main() -> int:
    """Run the chosen checks, or all."""
    parser = argparse.ArgumentParser(prog="python -m tools.check", description="Run the checks of CI.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(check.name for check in CHECKS))
    parser.add_argument("--verbose", action="store_true", help="show what each check printed")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - {check.name for check in CHECKS}
    if unknown:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    if shutil.which("git") is None:
        parser.error("git is needed: the checks look at the files that it knows")
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        wanted = [check for check in CHECKS if not chosen.names or check.name in chosen.names]
        running: list[Future[Outcome]] = [pool.submit(run_check, check) for check in wanted]
        outcomes = []
        for future in as_completed(running):
            outcomes.append(future.result())
            show(outcomes[-1], verbose=chosen.verbose)
    failed = [outcome.check.name for outcome in outcomes if outcome.word == "FAILED"]
    print(f"{len(outcomes)} checks in {time.monotonic() - began:.0f} s, {len(failed)} failed", end="")
    print(f": {', '.join(failed)}" if failed else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

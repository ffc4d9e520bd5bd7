"""`python -m tests.bench --json FILE [--only NAME …] [--quick]`: every figure beside its peer, in one run."""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from rich.console import Console

from tests.bench.context import Context
from tests.bench.figure import Figure
from tests.bench.machine import machine_facts
from tests.bench.report import as_table, write_json

BENCHES = {
    "import": "import_statements",
    "parse": "parse_statements",
    "categorise": "categorise_lines",
    "ocr": "read_documents",
    "search": "search_chunks",
    "forecast": "forecast_accounts",
    "graphql": "serve_graphql",
    "guards": "guarded_page",
    "mixed": "mixed_load",
    "subscribers": "hold_subscribers",
}
"""By name, the module beside this one whose `run(context)` gives the figures. It is loaded when its turn comes."""


def main() -> int:
    """Exit code 0 when every bench gave its figures, 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks beside their peers.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", action="append", choices=sorted(BENCHES), help="this one; may be repeated")
    parser.add_argument("--quick", action="store_true", help="smaller inputs: two minutes instead of ten at most")
    chosen = parser.parse_args()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # tesseract's threads only wait for each other
    console, progress = Console(width=None if sys.stdout.isatty() else 150), Console(stderr=True)
    before = machine_facts()
    with tempfile.TemporaryDirectory(prefix="solvent-bench-") as folder:
        context = Context(
            Path(folder), is_quick=chosen.quick, say=lambda text: progress.print(f"  {text}", style="dim")
        )
        with context:
            figures, failed = _measure(context, chosen.only or list(BENCHES), progress)
    console.print(as_table(figures, before))
    for note in context.notes:
        console.print(f"note: {note}")
    if chosen.json is not None:
        facts = {
            "is_quick": chosen.quick,
            "machine": before,
            "load_average_after": machine_facts()["load_average"],
            "notes": context.notes,
            "failed": failed,
        }
        write_json(chosen.json, figures, facts)
    return 1 if failed else 0


def _measure(context: Context, names: Sequence[str], progress: Console) -> tuple[list[Figure], list[str]]:
    """All figures, and the names of benches that failed: one that fails must not cost the others."""
    figures: list[Figure] = []
    failed: list[str] = []
    for name in names:
        progress.print(f"[bold]{name}")
        began = time.perf_counter()
        try:
            figures += import_module(f"tests.bench.{BENCHES[name]}").run(context)
        except Exception:  # noqa: BLE001 - whatever it is, it is shown, and the run ends with 1
            traceback.print_exc()
            failed.append(name)
        progress.print(f"  {time.perf_counter() - began:.1f} s", style="dim")
    return figures, failed


if __name__ == "__main__":
    sys.exit(main())

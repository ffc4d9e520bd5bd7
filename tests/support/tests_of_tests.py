"""Running pytest on tests that were made up for it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

OURS = Path(__file__).parents[2]


def run_made_up(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the tests of a folder, which may import ours, without our configuration."""
    apart = ["-p", "no:cacheprovider", "--rootdir", str(folder), "-c", os.devnull, "-o", f"pythonpath={OURS}"]
    return subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-m", "pytest", *options, *apart, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

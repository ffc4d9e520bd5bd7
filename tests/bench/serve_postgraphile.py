"""PostGraphile 4 on the same database, as its documentation says to run it fast."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.bench.context import ROOT

FOLDER = Path(__file__).with_name("postgraphile")
INSTALL_TIMEOUT_SECONDS = 300


class NoNodeError(Exception):
    """There is no Node here to run the peer."""


def installed(place: Path) -> tuple[Path, dict[str, str]]:
    """Install it, locked, into a folder: its program, and what it runs under. Raises NoNodeError."""
    node = subprocess.run([ROOT / "tools" / "node.sh"], capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603 our own script
    if node.returncode:
        raise NoNodeError(node.stderr)
    environment = {
        **os.environ,
        "PATH": f"{node.stdout.strip()}{os.pathsep}{os.environ['PATH']}",
        "NODE_ENV": "production",
        "GRAPHILE_TURBO": "1",
    }
    program = place / "node_modules" / ".bin" / "postgraphile"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(FOLDER / name, place / name)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],  # noqa: S607 npm of the Node that was just found
            cwd=place,
            env=environment,
            timeout=INSTALL_TIMEOUT_SECONDS,
            check=True,
        )
    return program, environment


def words(program: Path, url: str, port: str) -> list[str]:
    """Its command line: one process, no logging of queries."""
    return [
        str(program), "--connection", url, "--schema", "public", "--port", port, "--disable-query-log",
        "--disable-graphiql", "--no-ignore-rbac", "--max-pool-size", "10",
    ]  # fmt: skip

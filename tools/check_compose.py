"""`python -m tools.check_compose`: does Docker Compose accept docker-compose.yml? Exit 3 where there is no client.

The file has no default for a secret, so each variable that it asks for is given a made-up value.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = "docker-compose.yml"
REQUIRED = re.compile(r"\$\{([A-Z0-9_]+):\?")
TIMEOUT_SECONDS = 60
SKIPPED = 3


def required_variables(text: str) -> frozenset[str]:
    """Variables that Compose refuses to do without: `${NAME:?why}`."""
    return frozenset(REQUIRED.findall(text))


def main() -> int:
    """Let the client read the file."""
    docker = shutil.which("docker")
    if docker is None or _run([docker, "compose", "version"]) != 0:
        print("no docker compose on this machine")
        return SKIPPED
    made_up = dict.fromkeys(required_variables((ROOT / FILE).read_text(encoding="utf-8")), "madeup")
    return 1 if _run([docker, "compose", "-f", FILE, "config", "--quiet"], made_up) else 0


def _run(command: list[str], environment: dict[str, str] | None = None) -> int:
    return subprocess.run(  # noqa: S603 fixed words
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        check=False,
        timeout=TIMEOUT_SECONDS,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

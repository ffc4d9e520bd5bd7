import shutil
import subprocess
import sys
from pathlib import Path

from cli.up.errors import BinaryMissingError, ServiceStartError
from cli.up.postgres_binaries import PostgresBinaries
from cli.up.unprivileged import without_root

FIRST_WITH_BUILTIN_LOCALE = 17
INITDB_TIMEOUT_S = 120


def ensure_cluster(binaries: PostgresBinaries, cluster: Path, *, owner: str, password: str, sync: bool) -> None:
    """Create the cluster folder where there is none: UTF-8, the same sorting and case rules on every machine.

    It is built beside its final place and renamed, so a run killed half-way starts anew. `sync` waits until it is on
    the disk.

    Raises:
        BinaryMissingError: the cluster was made by another major version of PostgreSQL.
        ServiceStartError: initdb failed; the message carries its output.
    """
    major = binaries.major()
    if cluster.exists():
        made_by = int((cluster / "PG_VERSION").read_text(encoding="utf-8"))
        if made_by != major:
            raise BinaryMissingError(
                f"{cluster} was made by PostgreSQL {made_by} and this is {major}: "
                f"dump it with the old version (pg_dumpall), or move the folder away to begin anew"
            )
        return
    staging = cluster.with_name("cluster-new")
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(mode=0o700)
    # A folder for the password's file inside what is handed to the server's user; initdb wants its own folder empty.
    _write_password(staging / "password", password)
    (staging / "data").mkdir(mode=0o700)
    _initdb(binaries, staging, owner, [*_locale(major), *([] if sync else ["--no-sync"])])
    (staging / "data").rename(cluster)
    shutil.rmtree(staging)


def _write_password(file: Path, password: str) -> None:
    file.touch(mode=0o600)
    file.write_text(password, encoding="utf-8")


def _initdb(binaries: PostgresBinaries, staging: Path, owner: str, options: list[str]) -> None:
    command = [
        *without_root(staging),
        str(binaries.bin / "initdb"),
        f"--pgdata={staging / 'data'}",
        f"--username={owner}",
        f"--pwfile={staging / 'password'}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *options,
    ]
    done = subprocess.run(  # noqa: S603 - our own binary with fixed arguments
        command,
        env=binaries.environment(),
        capture_output=True,
        text=True,
        timeout=INITDB_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        raise ServiceStartError(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")


def _locale(major: int) -> list[str]:
    """Case and order of letters by Unicode, whatever LANG says; servers before 17 take them from the C library.

    Its character types are needed in both: pg_trgm asks them what a letter is, and finds no Cyrillic in "C".
    """
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    if major >= FIRST_WITH_BUILTIN_LOCALE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", f"--lc-ctype={letters}"]
    return [f"--locale={letters}"]

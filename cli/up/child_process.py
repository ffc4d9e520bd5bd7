import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from cli.up.errors import ServiceStartError
from cli.up.process_identity import ProcessIdentity, ProcessRecord

LOG_TAIL_BYTES = 2_000
LOG_LIMIT_BYTES = 20 * 1024 * 1024


def spawn(
    argv: Sequence[str],
    *,
    record: Path,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches only us), its output appended to `log`.

    On Linux it is sent `death_signal` when this process dies, so that even a kill -9 leaves nothing behind for long;
    `end_leftover` cleans up where that was not possible.

    Raises:
        ServiceStartError: the program does not exist or may not be run.
    """
    try:
        with _open_log(log) as output:
            process = subprocess.Popen(  # noqa: S603 - argv is built by the launchers, never by a shell
                [*_die_with_parent(death_signal), *argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
                cwd=cwd,
                start_new_session=True,
            )
    except OSError as failed:
        raise ServiceStartError(f"{argv[0]} can't be started: {failed}") from failed
    ProcessRecord(ProcessIdentity.of(process.pid), ProcessIdentity.of(os.getpid())).write(record)
    return process


def _open_log(log: Path) -> BinaryIO:
    """The log, to append to; one that has grown past the limit is kept once as `.1` and begun anew."""
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    return log.open("ab")


def _die_with_parent(death_signal: signal.Signals) -> list[str]:
    # The kernel's "parent" is the thread that started the child: a helper thread's end must not take the server along.
    setpriv = shutil.which("setpriv")
    if sys.platform != "linux" or setpriv is None or threading.current_thread() is not threading.main_thread():
        return []
    return [setpriv, "--pdeathsig", death_signal.name.removeprefix("SIG"), "--"]


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, log: Path, within: float
) -> None:
    """Poll `ready` every 10-50 ms until it says yes.

    Raises:
        ServiceStartError: the process ended, or `within` seconds passed; it carries the end of the log.
    """
    deadline = time.monotonic() + within
    pause = 0.01
    while not ready():
        if process.poll() is not None:
            raise ServiceStartError(f"{name} ended with code {process.returncode} while starting; {log}:\n{tail(log)}")
        if time.monotonic() > deadline:
            raise ServiceStartError(f"{name} was not ready within {within:g} s; {log}:\n{tail(log)}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def tail(log: Path) -> str:
    """The last lines of a log, for a message."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - LOG_TAIL_BYTES))
            return file.read().decode("utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""

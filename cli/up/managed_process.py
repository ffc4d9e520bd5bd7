import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.up.child_process import spawn, tail
from cli.up.data_folder import DataFolder
from cli.up.process_end import end_child, end_leftover
from cli.up.readiness import Readiness, is_ready


@dataclass(frozen=True)
class ProcessPlan:
    """How to run one process of the platform.

    `env` is the whole environment (None: ours); a callable is asked at each launch, when addresses of earlier stages
    are known. `ready=None` means ready as soon as it runs. `once=True` is for a step that does its work and ends, such
    as migrations: it is ready when it ended with code 0, and it is not run again. Times are in seconds.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | Callable[[], Mapping[str, str]] | None = None
    cwd: Path | None = None
    ready: Readiness | None = None
    ready_within: float = 60.0
    stop_signal: signal.Signals = signal.SIGTERM
    stop_within: float = 10.0
    essential: bool = True
    once: bool = False


class ManagedProcess:
    """A process of a plan, its log in `logs/<name>.log`, its record in `run/<name>.json`. A `Service`."""

    def __init__(self, plan: ProcessPlan, folder: DataFolder) -> None:
        self._plan = plan
        self._log = folder.log(plan.name)
        self._record = folder.record(plan.name)
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    @property
    def name(self) -> str:
        """The plan's name."""
        return self._plan.name

    @property
    def essential(self) -> bool:
        """As planned."""
        return self._plan.essential

    @property
    def ready_within(self) -> float:
        """As planned."""
        return self._plan.ready_within

    @property
    def pid(self) -> int | None:
        """The process's id while it was not stopped."""
        return None if self._process is None else self._process.pid

    def launch(self) -> None:
        """Start the process; what an earlier one under this name left is ended first."""
        end_leftover(self._record, self._signals())
        env = self._plan.env() if callable(self._plan.env) else self._plan.env
        self._log_start = self._log.stat().st_size if self._log.exists() else 0
        self._process = spawn(self._plan.argv, record=self._record, log=self._log, env=env, cwd=self._plan.cwd)

    def ready(self) -> bool:
        """Ask the probe; a process that runs once is ready when it is done."""
        if self._process is None:
            return False
        if self._plan.once:
            return self._process.poll() == 0
        return self._plan.ready is None or is_ready(self._plan.ready, self._log, self._log_start)

    def down(self) -> str | None:
        """`ended with code N` and the end of the log, or None."""
        if self._process is None:
            return "was not started"
        code = self._process.poll()
        if code is None or (self._plan.once and code == 0):
            return None
        return f"ended with {_said(code)}; {self._log}:\n{tail(self._log)}"

    def ask_to_stop(self) -> None:
        """Send the stop signal."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self._plan.stop_signal)

    def stop(self) -> None:
        """Wait for the end within `stop_within`, then SIGKILL; nothing of its process group stays."""
        end_child(self._record, self._process, self._signals())
        self._process = None

    def kill(self) -> None:
        """SIGKILL the process and all below it."""
        end_child(self._record, self._process, ())
        self._process = None

    def _signals(self) -> tuple[tuple[signal.Signals, float]]:
        return ((self._plan.stop_signal, self._plan.stop_within),)


def _said(code: int) -> str:
    return f"code {code}" if code >= 0 else signal.Signals(-code).name

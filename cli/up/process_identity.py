import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from cli.up.data_folder import write_private

# A process is known by its pid and birth; the clock may be set a little between two looks at the latter.
BIRTH_TOLERANCE_S = 2.0


@dataclass(frozen=True)
class ProcessIdentity:
    """Who a process is, over the reuse of pids: pid and time of birth in epoch seconds."""

    pid: int
    born: float

    @classmethod
    def of(cls, pid: int) -> "ProcessIdentity":
        """The identity of a process; raises psutil.NoSuchProcess when there is none."""
        return cls(pid, psutil.Process(pid).create_time())

    def find(self) -> psutil.Process | None:
        """The process, or None when it has ended (or only waits to be reaped) or the pid is another's now."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.born) < BIRTH_TOLERANCE_S
        except psutil.NoSuchProcess:
            return None
        return process if same and runs(process) else None

    def group_left_behind(self) -> list[psutil.Process]:
        """What still runs of the process group that this process led and left; empty while it runs itself.

        The kernel does not reuse a group's number while it has members, so a stranger under our pid means no group.
        """
        if _taken(self.pid):
            return []
        members = []
        for process in psutil.process_iter():
            try:
                if os.getpgid(process.pid) == self.pid:
                    members.append(process)
            except (ProcessLookupError, PermissionError):
                continue
        return members


def runs(process: psutil.Process) -> bool:
    """Whether it still does something: one that only waits to be reaped does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _taken(pid: int) -> bool:
    try:
        return runs(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return False


@dataclass(frozen=True)
class ProcessRecord:
    """What the data folder remembers of a child: itself, and the process that started it."""

    child: ProcessIdentity
    owner: ProcessIdentity

    def write(self, path: Path) -> None:
        """Store the record as JSON."""
        write_private(path, json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "ProcessRecord | None":
        """The stored record; None when there is none or it can't be read (the disk was full, say)."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(ProcessIdentity(**stored["child"]), ProcessIdentity(**stored["owner"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

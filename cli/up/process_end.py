import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import psutil

from cli.up.errors import DataFolderInUseError
from cli.up.process_identity import ProcessIdentity, ProcessRecord, runs

KILL_TIMEOUT_S = 10.0
LOOK_EVERY_S = 0.005

# Signals to end a process with, each with the seconds it is given; SIGKILL follows the last.
EndingSignals: TypeAlias = Sequence[tuple[signal.Signals, float]]


def end_child(record: Path, process: "subprocess.Popen[bytes] | None", signals: EndingSignals) -> None:
    """End the process of a record with all its descendants, reap it when it is ours, and drop the record."""
    if process is not None:
        process.poll()
    known = ProcessRecord.read(record)
    if known is not None:
        _end(known.child, signals)
    if process is not None:
        process.wait(timeout=KILL_TIMEOUT_S)
    record.unlink(missing_ok=True)


def end_leftover(record: Path, signals: EndingSignals) -> bool:
    """End what an earlier, killed run left behind under this record. Returns whether something was still running.

    Raises:
        DataFolderInUseError: the process that started it is alive and is not this one.
    """
    known = ProcessRecord.read(record)
    if known is None:
        return False
    owner = known.owner.find()
    if known.child.find() is not None and owner is not None and owner.pid != os.getpid():
        raise DataFolderInUseError(
            f"{record.stem} is already run by process {owner.pid}: stop that run first ({record})"
        )
    ended = _end(known.child, signals)
    record.unlink(missing_ok=True)
    return ended


def kill_all(processes: Sequence[psutil.Process]) -> None:
    """SIGKILL what is still alive and wait until it is gone (10 s each at most)."""
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    for process in processes:
        _gone(process, KILL_TIMEOUT_S)


def _end(child: ProcessIdentity, signals: EndingSignals) -> bool:
    """End a process; its descendants may end with it, what is left of them is killed."""
    running = child.find()
    family = _family(running) if running is not None else []
    if running is not None:
        _signal_in_turn(running, signals)
    family += child.group_left_behind()
    kill_all(family)
    return running is not None or bool(family)


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _signal_in_turn(process: psutil.Process, signals: EndingSignals) -> None:
    try:
        for number, patience in signals:
            process.send_signal(number)
            if _gone(process, patience):
                return
        process.kill()
        _gone(process, KILL_TIMEOUT_S)
    except psutil.NoSuchProcess:
        return


def _gone(process: psutil.Process, patience: float) -> bool:
    """Wait until it has ended, be it reaped by its parent or not yet (a container's first process takes its time)."""
    deadline = time.monotonic() + patience
    while runs(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_EVERY_S)
    return True

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from cli.up.child_process import spawn, wait_until
from cli.up.errors import DataFolderInUseError, ServiceStartError
from cli.up.process_end import end_child, end_leftover
from cli.up.process_identity import ProcessIdentity, ProcessRecord, runs
from tests.support.in_time import HELD_UP_AT_TIMES, in_time

Eventually = Callable[[Callable[[], bool]], None]
RunScript = Callable[..., "subprocess.Popen[str]"]

POLITELY = ((signal.SIGTERM, 5.0),)
IMPATIENTLY = ((signal.SIGTERM, 0.3),)
DEAF = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
PARENT = "import subprocess; p=subprocess.Popen(['sleep','60']); print(p.pid, flush=True); p.wait()"
OWNER = """
import sys, threading, time
from pathlib import Path
from cli.up.child_process import spawn
folder = Path(sys.argv[1])
start = lambda: spawn(["sleep", "60"], record=folder / "x.json", log=folder / "x.log")
if sys.argv[2] == "thread":
    thread = threading.Thread(target=start); thread.start(); thread.join()
else:
    start()
print("started", flush=True)
time.sleep(60)
"""


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@HELD_UP_AT_TIMES
def test_a_deaf_process_is_killed_when_patience_ends(tmp_path: Path, eventually: Eventually) -> None:
    record, log = tmp_path / "x.json", tmp_path / "x.log"
    process = spawn(python(DEAF), record=record, log=log)
    eventually(lambda: "deaf" in log.read_text())
    before = time.monotonic()
    end_child(record, process, IMPATIENTLY)
    took = time.monotonic() - before
    assert took >= 0.3
    in_time(took, 3)
    assert not is_alive(process.pid)
    assert not record.exists()


def test_descendants_end_with_their_parent(tmp_path: Path, eventually: Eventually) -> None:
    record, log = tmp_path / "x.json", tmp_path / "x.log"
    process = spawn(python(PARENT), record=record, log=log)
    eventually(lambda: log.read_text().endswith("\n"))
    grandchild = int(log.read_text())
    end_child(record, process, ())
    eventually(lambda: not is_alive(grandchild))


def test_orphans_of_a_parent_that_died_are_found_by_their_group(tmp_path: Path, eventually: Eventually) -> None:
    record, log = tmp_path / "x.json", tmp_path / "x.log"
    process = spawn(python(PARENT), record=record, log=log)
    eventually(lambda: log.read_text().endswith("\n"))
    orphan = int(log.read_text())
    process.kill()
    process.wait()
    assert is_alive(orphan)
    assert end_leftover(record, POLITELY)
    eventually(lambda: not is_alive(orphan))


def test_a_stranger_who_got_the_pid_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "x.json"
    process = spawn(["sleep", "60"], record=record, log=tmp_path / "x.log")
    real = ProcessIdentity.of(process.pid)
    earlier = ProcessIdentity(process.pid, real.born - 3600)
    ProcessRecord(child=earlier, owner=earlier).write(record)
    assert not end_leftover(record, POLITELY)
    assert process.poll() is None
    ProcessRecord(child=real, owner=earlier).write(record)
    assert end_leftover(record, POLITELY)
    assert process.wait() is not None


def test_a_process_of_a_live_owner_is_refused(tmp_path: Path, run_script: RunScript) -> None:
    owner = run_script(OWNER, tmp_path, "main")
    started(owner)
    with pytest.raises(DataFolderInUseError, match=f"x is already run by process {owner.pid}"):
        end_leftover(tmp_path / "x.json", POLITELY)


@pytest.mark.skipif(sys.platform != "linux", reason="the death signal is Linux's")
def test_a_child_dies_with_its_killed_parent(tmp_path: Path, run_script: RunScript, eventually: Eventually) -> None:
    owner = run_script(OWNER, tmp_path, "main")
    started(owner)
    child = recorded(tmp_path)
    eventually(lambda: psutil.Process(child).name() == "sleep")  # setpriv has asked for the signal, and is done
    owner.kill()
    owner.wait()
    eventually(lambda: not is_alive(child))


def test_a_child_started_in_a_helper_thread_outlives_it_and_is_cleaned_up_later(
    tmp_path: Path, run_script: RunScript
) -> None:
    owner = run_script(OWNER, tmp_path, "thread")
    started(owner)
    child = recorded(tmp_path)
    owner.kill()
    owner.wait()
    assert is_alive(child)
    assert end_leftover(tmp_path / "x.json", POLITELY)
    assert not is_alive(child)


@pytest.mark.parametrize("rubbish", ["", "[]", '{"child": 1}', '{"child": {"pid": 1}, "owner": {}}'])
def test_an_unreadable_record_is_no_record(tmp_path: Path, rubbish: str) -> None:
    record = tmp_path / "x.json"
    record.write_text(rubbish)
    assert ProcessRecord.read(record) is None
    assert not end_leftover(record, POLITELY)


def test_ending_while_starting_says_why(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    process = spawn(python("raise SystemExit('no disk')"), record=tmp_path / "x.json", log=log)
    with pytest.raises(ServiceStartError, match=r"(?s)thing ended with code 1 while starting; .*x\.log:\nno disk"):
        wait_until(lambda: False, process, name="thing", log=log, within=10)


def test_being_slow_is_an_error_too(tmp_path: Path) -> None:
    record = tmp_path / "x.json"
    process = spawn(["sleep", "60"], record=record, log=tmp_path / "x.log")
    with pytest.raises(ServiceStartError, match=r"thing was not ready within 0\.1 s"):
        wait_until(lambda: False, process, name="thing", log=tmp_path / "x.log", within=0.1)
    end_child(record, process, ())


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and runs(psutil.Process(pid))


def recorded(folder: Path) -> int:
    record = ProcessRecord.read(folder / "x.json")
    assert record is not None
    return record.child.pid


def started(owner: "subprocess.Popen[str]") -> None:
    assert owner.stdout is not None
    assert owner.stdout.readline() == "started\n"

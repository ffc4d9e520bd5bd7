import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cli.up.process_identity import ProcessRecord, runs
from tests.support.in_time import HELD_UP_AT_TIMES, in_time

ROOT = Path(__file__).resolve().parents[3]
SUPERVISE = """
import json, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests themselves may run under nohup
from pathlib import Path
from rich.console import Console
from cli.up.crash_budget import RestartPolicy
from cli.up.data_folder import DataFolder
from cli.up.managed_process import ManagedProcess, ProcessPlan
from cli.up.readiness import LogSays
from cli.up.supervisor import Supervisor
folder = DataFolder(Path(sys.argv[1]).absolute())
def process(plan):
    ready = plan.pop("says", None)
    code = plan.pop("code")
    argv = [sys.executable, "-uc", code]
    return ManagedProcess(ProcessPlan(argv=argv, ready=LogSays(ready) if ready else None, **plan), folder)
stages = [[process(plan) for plan in stage] for stage in json.loads(sys.argv[2])]
policy = RestartPolicy(crashes=2, first_pause=0.05)
supervisor = Supervisor(folder, stages, console=Console(width=200), policy=policy)
sys.exit(supervisor.run(on_ready=lambda: print("everything is up", flush=True)))
"""
# Prints when it is ready, and the order of ends into a file that all share.
SERVE = """
import signal, sys, time
def stop(*_):
    open({ends!r}, "a").write({name!r} + "\\n"); sys.exit(0)
signal.signal(signal.SIGTERM, stop)
time.sleep(0.05); print("ready for work")
while True: time.sleep(60)
"""
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN); print("ready for work")
while True: time.sleep(60)
"""

Plan = dict[str, object]


class Run:
    """A supervisor in a process of its own, and what it printed."""

    def __init__(self, folder: Path, stages: list[list[Plan]]) -> None:
        self.folder = folder
        self._output = (folder.parent / "output.txt").open("a+")
        command = [sys.executable, "-uc", SUPERVISE, str(folder), json.dumps(stages)]
        self.process = subprocess.Popen(  # noqa: S603 - code of the test
            command, cwd=ROOT, stdout=self._output, stderr=subprocess.STDOUT
        )

    def printed(self) -> str:
        return Path(self._output.name).read_text()

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + 20
        while text not in self.printed():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.02)

    def child(self, name: str) -> psutil.Process:
        record = ProcessRecord.read(self.folder / "run" / f"{name}.json")
        assert record is not None
        return psutil.Process(record.child.pid)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=20)

    def close(self) -> None:
        if self.process.poll() is None:
            self.end()
        self._output.close()


Supervise = Callable[[list[list[Plan]]], Run]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    begun: list[Run] = []

    def run(stages: list[list[Plan]]) -> Run:
        begun.append(Run(tmp_path / "data", stages))
        return begun[-1]

    yield run
    for one in begun:
        one.close()


@pytest.fixture
def serving(tmp_path: Path) -> Callable[[str], Plan]:
    ends = str(tmp_path / "ends.txt")
    return lambda name: {"name": name, "code": SERVE.format(ends=ends, name=name), "says": "ready for work"}


Serving = Callable[[str], Plan]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stages_go_up_in_order_and_down_in_reverse(
    supervise: Supervise, serving: Serving, tmp_path: Path, number: signal.Signals
) -> None:
    step = {"name": "migrate", "code": "print('migrated')", "once": True}
    run = supervise([[serving("database")], [step], [serving("api")]])
    run.wait_for("everything is up")
    lines = run.printed().splitlines()
    assert [line.split(" in ")[0] for line in lines[:3]] == [f"✓ {n} … ready" for n in ("database", "migrate", "api")]
    assert (tmp_path / "data" / "logs" / "migrate.log").read_text() == "migrated\n"
    processes = [run.child("database"), run.child("api")]
    assert run.end(number) == 0
    assert (tmp_path / "ends.txt").read_text() == "api\ndatabase\n"
    assert not any(runs(process) for process in processes)
    assert {path.name for path in (tmp_path / "data" / "run").iterdir()} == {"lock"}


def test_a_crashed_process_is_started_again(supervise: Supervise, serving: Serving) -> None:
    run = supervise([[serving("api"), serving("worker")]])
    run.wait_for("everything is up")
    worker, api = run.child("worker"), run.child("api").pid
    worker.kill()
    run.wait_for("starting it again in 0.05 s")
    assert "! worker ended with SIGKILL; " in run.printed()
    deadline = time.monotonic() + 10
    while run.printed().count("✓ worker … ready") < 2:
        assert time.monotonic() < deadline, run.printed()
        time.sleep(0.02)
    assert run.child("worker").pid != worker.pid
    assert run.child("api").pid == api


def test_something_essential_that_keeps_crashing_ends_everything(supervise: Supervise, serving: Serving) -> None:
    dies = "import time; print('ready for work'); time.sleep(0.2); raise SystemExit('no [disk] left')"
    run = supervise([[serving("database"), {"name": "api", "code": dies, "says": "ready for work"}]])
    run.wait_for("everything is up")
    database = run.child("database")
    assert run.process.wait(timeout=20) == 1
    assert "✗ api keeps ending, it is not started again: api ended with code 1; " in run.printed()
    assert run.printed().count("no [disk] left") >= 1
    assert not runs(database)


def test_something_optional_may_be_missing(supervise: Supervise, serving: Serving) -> None:
    web = {"name": "web", "code": "raise SystemExit(7)", "says": "ready", "essential": False}
    run = supervise([[web, serving("api")]])
    run.wait_for("everything is up")
    assert "! web ended with code 7; " in run.printed()
    assert "the rest runs without web" in run.printed()
    assert runs(run.child("api"))
    assert run.end() == 0


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"code": "raise SystemExit('bad migration')", "once": True}, "(?s)✗ step ended with code 1; .*bad migration"),
        (
            {"code": "import time; time.sleep(60)", "says": "x", "ready_within": 0.3},
            "✗ step was not ready within 0.3 s",
        ),
    ],
)
def test_a_failed_first_start_ends_everything(supervise: Supervise, serving: Serving, plan: Plan, said: str) -> None:
    run = supervise([[serving("database")], [{"name": "step", **plan}], [serving("api")]])
    assert run.process.wait(timeout=20) == 1
    assert re.search(said, run.printed())
    assert "api" not in run.printed()
    assert "everything is up" not in run.printed()
    assert {path.name for path in (run.folder / "run").iterdir()} == {"lock"}


def test_it_can_be_stopped_while_it_starts(supervise: Supervise, serving: Serving) -> None:
    run = supervise([[serving("database")], [{"name": "slow", "code": "import time; time.sleep(60)", "says": "never"}]])
    run.wait_for("✓ database … ready")
    assert run.end() == 0
    assert "everything is up" not in run.printed()


@HELD_UP_AT_TIMES
def test_deaf_processes_of_a_stage_are_killed_after_one_patience_not_two(supervise: Supervise) -> None:
    deaf: list[Plan] = [
        {"name": name, "code": DEAF, "says": "ready for work", "stop_within": 1.0} for name in ("one", "two")
    ]
    run = supervise([deaf])
    run.wait_for("everything is up")
    processes = [run.child("one"), run.child("two")]
    before = time.monotonic()
    assert run.end() == 0
    took = time.monotonic() - before
    assert took >= 1.0
    in_time(took, 5)
    assert not any(runs(process) for process in processes)


@HELD_UP_AT_TIMES
def test_a_second_signal_ends_everything_at_once(supervise: Supervise) -> None:
    run = supervise([[{"name": "deaf", "code": DEAF, "says": "ready for work", "stop_within": 60.0}]])
    run.wait_for("everything is up")
    deaf = run.child("deaf")
    run.process.send_signal(signal.SIGINT)
    run.wait_for("stopping")
    before = time.monotonic()
    assert run.end(signal.SIGINT) == 0
    took = time.monotonic() - before
    in_time(took, 10)
    assert not runs(deaf)


def test_a_second_run_in_the_folder_is_refused(supervise: Supervise, serving: Serving) -> None:
    first = supervise([[serving("api")]])
    first.wait_for("everything is up")
    second = supervise([[serving("api")]])
    assert second.process.wait(timeout=20) != 0
    assert f"is in use by process {first.process.pid}" in second.printed()
    assert runs(first.child("api"))


def test_after_a_kill_9_the_next_run_starts_cleanly(supervise: Supervise, serving: Serving) -> None:
    """The deaf one survives its parent and the signal of its death: the next run finds and ends it."""
    deaf = {"name": "deaf", "code": DEAF, "says": "ready for work", "stop_within": 0.2}
    first = supervise([[serving("api"), deaf]])
    first.wait_for("everything is up")
    left, api = first.child("deaf"), first.child("api")
    first.process.kill()
    first.process.wait()
    assert runs(left)
    second = supervise([[serving("api")]])
    deadline = time.monotonic() + 20
    while second.printed().count("everything is up") < 2:
        assert time.monotonic() < deadline, second.printed()
        time.sleep(0.02)
    assert "! ended deaf, left behind by an earlier run" in second.printed()
    assert not runs(left)
    assert not runs(api)
    assert runs(second.child("api"))
    assert second.end() == 0
    assert os.listdir(second.folder / "run") == ["lock"]  # noqa: PTH208 - names only

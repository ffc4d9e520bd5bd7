import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One unpacked PostgreSQL for all tests."""
    return tmp_path_factory.mktemp("postgres-binaries")


RunScript = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run_script() -> Iterator[RunScript]:
    """Starts Python code as a process of its own, at the project's root; what still runs is killed in the end."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", code, *map(str, arguments)]
        process = subprocess.Popen(  # noqa: S603 - code of the test
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=10)


Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="session")
def eventually() -> Eventually:
    """Waits until something is true, 10 s at most."""

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, "it did not come true within 10 s"
            time.sleep(0.02)

    return wait

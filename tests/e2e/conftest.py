"""The whole platform, started by the command that people use, in a data folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from cli.up.free_port import free_port
from tests.support.trained_model import lend_trained_model

ROOT = Path(__file__).parent.parent.parent
START_WITHIN_SECONDS = 240
STOP_WITHIN_SECONDS = 40


@dataclass(frozen=True)
class RunningPlatform:
    """A platform that serves. `data` is its data folder."""

    api_url: str
    web_url: str
    data: Path
    pid: int

    @property
    def mailbox(self) -> Path:
        return self.data / "mailbox"

    @property
    def has_web(self) -> bool:
        return (ROOT / "web/.next/standalone/server.js").exists()


def start(folder: Path, api_port: int, web_port: int) -> subprocess.Popen[bytes]:
    """`solvent up`, whose processes all end with it."""
    arguments = ["--data-folder", str(folder), "up", "--port", str(api_port), "--web-port", str(web_port)]
    limits = {
        "SOLVENT_LIMITS__REGISTER_PER_HOUR": "1000",
        "SOLVENT_LIMITS__SIGN_IN_PER_MINUTE": "1000",
        "SOLVENT_WEBHOOKS__ALLOW_LOOPBACK": "true",
    }
    with (folder.parent / "up.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-c", "from cli.main import main; main()", *arguments],
            cwd=ROOT,
            env={**os.environ, **limits},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


def wait_until_ready(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the last stage is up, which `solvent up` says by leaving its environment for other commands."""
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if (folder / "run" / "environment.json").exists():
            try:
                if httpx.get(f"{url}/health/ready", timeout=5).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
        time.sleep(0.3)
    raise AssertionError((folder.parent / "up.log").read_text()[-3000:])


@pytest.fixture(scope="package")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    folder = tmp_path_factory.mktemp("e2e") / "data"
    lend_trained_model(folder)
    api_port, web_port = free_port(), free_port()
    process = start(folder, api_port, web_port)
    url = f"http://127.0.0.1:{api_port}"
    try:
        wait_until_ready(url, process, folder)
        yield RunningPlatform(url, f"http://127.0.0.1:{web_port}", folder, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

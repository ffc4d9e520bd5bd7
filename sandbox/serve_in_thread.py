"""A sandbox bank on a free port inside another process, for tests and demonstrations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Thread
from time import monotonic, sleep

import uvicorn

from sandbox.app import create_app
from sandbox.bank import Bank
from sandbox.config import SandboxConfig


@dataclass(frozen=True, slots=True)
class RunningBank:
    """A bank that answers at `base_url`; `bank` is its memory, to look into and to set switches."""

    base_url: str
    bank: Bank
    reset: Callable[[], None]


@contextmanager
def serving(config: SandboxConfig, port: int = 0, start_within: float = 10.0) -> Iterator[RunningBank]:
    """Serve until the block ends. Raises RuntimeError when the server is not up within `start_within` seconds."""
    app = create_app(config)
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=port, access_log=False, log_config=None, log_level="error", ws="none"
        )
    )
    thread = Thread(target=server.run, name=f"sandbox-{config.code}", daemon=True)
    thread.start()
    try:
        deadline = monotonic() + start_within
        while not server.started:
            if monotonic() > deadline or not thread.is_alive():
                raise RuntimeError(f"the sandbox bank {config.code} did not start")
            sleep(0.005)
        bound = server.servers[0].sockets[0].getsockname()[1]
        build_routes(bound)
        yield RunningBank(f"http://127.0.0.1:{bound}", app.state.bank, app.state.reset)
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=5)


def build_routes(port: int) -> None:
    """Ask for what is not there, so that every route is built before a second bank's thread builds its own.

    FastAPI builds them at the first request, with warnings switched off meanwhile for the whole process: of two threads
    at once, one may find them on again, and where warnings are errors it answers 500.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/nothing-is-here")
        connection.getresponse().read()
    finally:
        connection.close()

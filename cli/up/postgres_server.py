import secrets
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psutil

from cli.up.child_process import spawn, wait_until
from cli.up.data_folder import DataFolder, write_private
from cli.up.errors import ServiceStartError
from cli.up.free_port import HOST, remembered_port
from cli.up.postgres_binaries import PostgresBinaries, find_postgres
from cli.up.postgres_cluster import ensure_cluster
from cli.up.process_end import EndingSignals, end_child, end_leftover, kill_all
from cli.up.unprivileged import without_root

OWNER = "solvent_owner"
DATABASE = "solvent"
NAME = "postgres"
START_TIMEOUT_S = 60.0  # crash recovery of a large cluster included
FAST = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0))
IMMEDIATE = ((signal.SIGQUIT, 5.0),)
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",  # no socket: its path may be too long under a deep folder
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Whatever was committed still survives a kill -9: synchronous_commit stays on, and costs little without fsync.
FORGETFUL = {"fsync": "off", "full_page_writes": "off"}


class PostgresServer:
    """An embedded PostgreSQL whose files all live under a data folder.

    `durable=False` trades safety over a power cut (not over a kill -9) for speed: for tests. `binaries` is where the
    unpacked server is kept, the data folder's own `postgres/` by default; tests with many data folders share one.
    One server at a time runs in a data folder. Not safe to share between threads.
    """

    def __init__(self, data_folder: Path, *, durable: bool = True, binaries: Path | None = None) -> None:
        self._folder = DataFolder(data_folder.absolute())
        self._durable = durable
        self._binaries = binaries or self._folder.postgres
        self._cluster = self._folder.postgres / "cluster"
        self._record = self._folder.record(NAME)
        self._log = self._folder.log(NAME)
        self._process: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        """`postgresql://solvent_owner:PASSWORD@127.0.0.1:PORT/solvent`.

        Raises:
            ServiceStartError: before the first start, when the port isn't known yet.
        """
        if self._port is None:
            raise ServiceStartError("PostgreSQL was not started")
        return f"postgresql://{OWNER}:{quote(self._password())}@{HOST}:{self._port}/{DATABASE}"

    @property
    def running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> str:
        """Start the server, creating cluster and database where missing, and return its URL once it answers.

        Ends first what a killed run left behind. Starting a running server changes nothing.

        Raises:
            BinaryMissingError: no PostgreSQL for this machine.
            DataFolderInUseError: another live process runs a server in this folder.
            ServiceStartError: it did not come up; the message ends with its log.
        """
        if self.running:
            return self.url
        self._folder.create()
        end_leftover(self._record, FAST)
        self._end_strays()
        binaries = find_postgres(self._binaries)
        ensure_cluster(binaries, self._cluster, owner=OWNER, password=self._password(), sync=self._durable)
        self._port = remembered_port(self._folder.postgres / "port", self._port)
        self._process = spawn(
            self._command(binaries),
            record=self._record,
            log=self._log,
            env=binaries.environment(),
            death_signal=signal.SIGINT,
        )
        try:
            wait_until(self._is_ready, self._process, name="PostgreSQL", log=self._log, within=START_TIMEOUT_S)
            self._create_database(binaries)
        except BaseException:
            self.kill()
            raise
        return self.url

    def stop(self, immediate: bool = False) -> None:
        """Stop the server: sessions are ended and the cluster is closed cleanly, within about 25 s.

        `immediate` ends it as a crash would, and the next start recovers. Stopping a stopped server changes nothing.
        """
        self._end(IMMEDIATE if immediate else FAST)

    def kill(self) -> None:
        """SIGKILL the server and all its sessions, as a power cut would."""
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

    def _end_strays(self) -> None:
        """Kill what works in the cluster's folder: sessions outlive a killed server for a moment and block the next.

        A stale postmaster.pid goes too: its pid may be another program's by now, and the server would refuse to start.
        """
        claim = self._cluster / "postmaster.pid"
        if not claim.exists():
            return
        kill_all([process for process in psutil.process_iter() if _works_in(process, self._cluster)])
        claim.unlink(missing_ok=True)

    def _password(self) -> str:
        file = self._folder.postgres / "password"
        if not file.exists():
            write_private(file, secrets.token_urlsafe(24))
        return file.read_text(encoding="utf-8").strip()

    def _command(self, binaries: PostgresBinaries) -> list[str]:
        settings = SETTINGS | ({} if self._durable else FORGETFUL) | {"port": str(self._port)}
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*without_root(self._cluster), str(binaries.bin / "postgres"), "-D", str(self._cluster), *flags]

    def _is_ready(self) -> bool:
        """The server writes its state into the 8th line of postmaster.pid; so does pg_ctl learn it."""
        try:
            lines = (self._cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004 - the eighth line

    def _create_database(self, binaries: PostgresBinaries) -> None:
        done = subprocess.run(  # noqa: S603 - our own binary with fixed arguments
            [str(binaries.bin / "createdb"), "-h", HOST, "-p", str(self._port), "-U", OWNER, "-w", DATABASE],
            # most times it exists: that is no error to stand in the server's log
            env=binaries.environment() | {"PGPASSWORD": self._password(), "PGOPTIONS": "-c log_min_messages=panic"},
            capture_output=True,
            text=True,
            timeout=START_TIMEOUT_S,
            check=False,
        )
        if done.returncode and "already exists" not in done.stderr:
            raise ServiceStartError(f"the database {DATABASE} could not be created: {done.stderr.strip()}")


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.name().startswith("postgres") and Path(process.cwd()) == folder.resolve()
    except (psutil.Error, OSError):
        return False

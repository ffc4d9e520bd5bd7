import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.up.errors import DataFolderInUseError


@dataclass(frozen=True)
class DataFolder:
    """Where a run keeps everything: `.solvent/` of the clone, or a test's own folder.

    Nothing is written outside it. Folders are private to the user who runs Solvent (mode 0700).
    """

    root: Path

    @property
    def postgres(self) -> Path:
        """Unpacked server, cluster, password and port of the embedded PostgreSQL."""
        return self.root / "postgres"

    @property
    def redis(self) -> Path:
        """Working folder and port of the embedded Redis."""
        return self.root / "redis"

    @property
    def storage(self) -> Path:
        """Objects of the on-disk S3 twin."""
        return self.root / "storage"

    @property
    def mailbox(self) -> Path:
        """Mails of the embedded mailer, a file each."""
        return self.root / "mailbox"

    @property
    def logs(self) -> Path:
        """One log for each process."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Records of the processes that are running, and the lock."""
        return self.root / "run"

    @property
    def keystore(self) -> Path:
        """The encrypted keystore of the embedded secret store."""
        return self.root / "keystore.enc"

    @property
    def keystore_key(self) -> Path:
        """The key that opens the keystore (mode 0600)."""
        return self.root / "keystore.key"

    def log(self, name: str) -> Path:
        """The log file of a process."""
        return self.logs / f"{name}.log"

    def record(self, name: str) -> Path:
        """The file that says which process runs under a name."""
        return self.run / f"{name}.json"

    def create(self) -> "DataFolder":
        """Make the folders that are missing, each 0700. Folders that exist keep their mode."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.postgres, self.redis, self.storage, self.mailbox, self.logs, self.run):
            folder.mkdir(exist_ok=True, mode=0o700)
        return self

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for this process alone; the kernel lets go of it whatever way the process ends.

        Raises:
            DataFolderInUseError: another live process holds it; the message names its pid.
        """
        self.create()
        with (self.run / "lock").open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise DataFolderInUseError(
                    f"{self.root} is in use by process {holder}: stop that run first, or choose another data folder"
                ) from taken
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield


def write_private(path: Path, text: str) -> None:
    """Write a file as a whole, readable by its owner only: a reader sees the old text or the new, never half."""
    staging = path.with_name(f".{path.name}.{os.getpid()}")
    staging.unlink(missing_ok=True)
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    staging.replace(path)

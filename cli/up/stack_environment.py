"""The environment that the platform's processes are started with, and that other commands find again."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cli.up.data_folder import DataFolder, write_private

FILE_NAME: Final = "environment.json"


SMALL_HEAPS: Final = {
    # Threads that allocate share two heaps, and numpy keeps buffers for one: else memory grows with the cores.
    "MALLOC_ARENA_MAX": "2",
    # Large blocks are given back when they are freed: glibc would raise both bounds by itself once one was.
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "65536",
    "OPENBLAS_NUM_THREADS": "1",
}
"""For each process, as in infra/docker/api.Dockerfile."""


@dataclass(frozen=True)
class StackEnvironment:
    """Settings of this run. Addresses of embedded servers are known once they run, so they are asked for late."""

    folder: DataFolder
    public_url: str
    web_url: str
    demo: tuple[str, str]
    banks: Sequence[dict[str, str]]
    rates: Mapping[str, str]
    """Where made-up reference rates are told, for books that are made up too."""
    database_url: Callable[[], str] | None
    redis_url: Callable[[], str] | None
    extra: Mapping[str, str] = field(default_factory=dict)

    def variables(self) -> dict[str, str]:
        """The whole environment of a process."""
        return {**os.environ, **self.own()}

    def own(self) -> dict[str, str]:
        """What this run adds to the environment it was started in."""
        email, password = self.demo
        own = {
            "SOLVENT_DATA_FOLDER": str(self.folder.root),
            "SOLVENT_PUBLIC_URL": self.public_url,
            "SOLVENT_WEB_URL": self.web_url,
            "SOLVENT_API_URL": self.public_url,
            "SOLVENT_DEMO_EMAIL": email,
            "SOLVENT_DEMO_PASSWORD": password,
            "SOLVENT_GRAPHIQL_ASSETS": str(Path(".solvent/graphiql").absolute()),
            "OMP_THREAD_LIMIT": "1",
            **SMALL_HEAPS,
            **self.extra,
        }
        if "SOLVENT_BANKS" not in os.environ:
            own["SOLVENT_BANKS"] = json.dumps(self.banks)
            own |= {name: value for name, value in self.rates.items() if name not in os.environ}
        if self.database_url is not None:
            own["DATABASE_URL"] = self.database_url()
        if self.redis_url is not None:
            own["REDIS_URL"] = self.redis_url()
        return own

    def write(self, folder: DataFolder) -> None:
        """Leave it for `solvent statement import` and the like; readable by the owner only."""
        write_private(folder.run / FILE_NAME, json.dumps(self.own(), indent=1))

    @staticmethod
    def forget(folder: DataFolder) -> None:
        """Take it away at the end, so that no command looks for a platform that is gone."""
        (folder.run / FILE_NAME).unlink(missing_ok=True)

"""Which process runs which tests, and in which order, when pytest-xdist runs them in several."""

from xdist.scheduler import LoadScopeScheduling

LONGEST = (
    "e2e/test_main_job.py",
    "e2e",
    "integration/test_banks_payments.py",
    "integration/compiled/test_equal_answers.py",
    "chaos",
    "bench",
    "integration/test_payees.py",
    "ml",
    "outages",
    "core/accounts",
    "integration/test_telemetry.py",
    "integration/test_banks",
    "cli/up",
    "tools",
)
"""What takes a minute or more a file comes first, lest one process ends with it while others have nothing left."""
TOGETHER = ("e2e",)
"""Folders whose files share what takes long to start: one process runs them all."""


def _path(node_id: str) -> str:
    return node_id.split("::", 1)[0].removeprefix("tests/")


def place_of(node_id: str) -> int:
    """Where a test comes in the order, from 0."""
    path = _path(node_id)
    return next((place for place, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))


def unit_of(node_id: str) -> str:
    """What a test is run together with: its file, or a folder whose files belong together."""
    path = _path(node_id)
    return next((folder for folder in TOGETHER if path.startswith(f"{folder}/")), path)


class ByFile(LoadScopeScheduling):  # type: ignore[misc] # the library has no types
    """Gives a process all tests of a unit.

    Not `--dist loadgroup`: pytest-xdist 3.8 writes a test's group where pytest 9.2 no longer reads it, and each test
    would go to whichever process is free, with the fixtures of its file made in both.
    """

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

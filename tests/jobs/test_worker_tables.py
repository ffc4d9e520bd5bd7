import subprocess
import sys

import pytest

LOOK = """
import {module}
from core.db.declarative import Row
known = set(Row.metadata.tables)
from core.adapters.schema import metadata
print(",".join(sorted(set(metadata.tables) - known)))
"""


@pytest.mark.parametrize("module", ["workers.handlers", "workers.relay"])
def test_a_process_knows_every_table_without_help_from_the_tests(module: str) -> None:
    """In a process of its own: this one has imported all of them, as tests do."""
    look = [sys.executable, "-c", LOOK.format(module=module)]
    done = subprocess.run(look, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 our own program
    assert done.stdout.strip() == ""

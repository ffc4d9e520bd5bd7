from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.stack import Stack


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """Servers and a provisioned database; each test starts the processes it kills."""
    with Stack(tmp_path) as made:
        yield made

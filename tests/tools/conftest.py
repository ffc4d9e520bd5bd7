import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tools.houses import MakeHouse
from tools.lints.house import House


@pytest.fixture
def make_house(tmp_path: Path) -> MakeHouse:
    def make(files: Mapping[str, str]) -> House:
        # S603 S607: the git of the PATH, in a folder of this test's own
        subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True, timeout=30)  # noqa: S603, S607
        for path, text in files.items():
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return House(tmp_path)

    return make

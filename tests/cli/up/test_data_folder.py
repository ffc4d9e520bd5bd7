import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.up.data_folder import DataFolder, write_private
from cli.up.errors import DataFolderInUseError

RunScript = Callable[..., "subprocess.Popen[str]"]

HOLD = """
import sys, time
from pathlib import Path
from cli.up.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def held(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_every_folder_is_private(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data").create()
    names = {path.name for path in folder.root.iterdir()}
    assert names == {"postgres", "redis", "storage", "mailbox", "logs", "run"}
    assert {mode(path) for path in (folder.root, *folder.root.iterdir())} == {0o700}
    folder.create()


def test_a_second_run_is_refused_and_told_the_pid_of_the_first(tmp_path: Path, run_script: RunScript) -> None:
    first = run_script(HOLD, tmp_path)
    held(first)
    refusal = re.escape(f"{tmp_path} is in use by process {first.pid}:")
    with pytest.raises(DataFolderInUseError, match=refusal), DataFolder(tmp_path).lock():
        pytest.fail("both hold it")


def test_a_killed_run_lets_go(tmp_path: Path, run_script: RunScript) -> None:
    first = run_script(HOLD, tmp_path)
    held(first)
    first.kill()
    first.wait()
    with DataFolder(tmp_path).lock():
        assert (tmp_path / "run" / "lock").read_text() == str(os.getpid())


def test_a_private_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "new")
    assert path.read_text() == "new"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]

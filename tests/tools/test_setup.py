import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = [
    "bash",
    "cat",
    "cksum",
    "cut",
    "dirname",
    "env",
    "flock",
    "grep",
    "id",
    "mkdir",
    "rm",
    "tr",
    "cp",
    "ln",
    "chmod",
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the set-up needs of a clone, beside a PATH that holds nothing else."""
    place = tmp_path / "clone"
    (place / "requirements").mkdir(parents=True)
    shutil.copytree(ROOT / "tools", place / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("bootstrap", "run", "dev"):
        (place / "requirements" / f"{name}.lock").write_text(f"{name}==1\n")
    (place / "pyproject.toml").write_text("[project]\n")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        if found is not None:
            (programs / name).symlink_to(found)
    return place


def run(clone: Path, script: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 our own scripts
        [str(clone / "tools" / script), *words],
        cwd=clone,
        env={"PATH": str(clone.parent / "programs"), "HOME": str(clone.parent), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def program(clone: Path, name: str, text: str) -> Path:
    place = clone.parent / "programs" / name
    place.write_text(f"#!{shutil.which('bash')}\n{text}\n")
    place.chmod(0o755)
    return place


def test_an_unknown_kind_and_a_missing_lock_are_said(clone: Path) -> None:
    unknown = run(clone, "setup.sh", "everything")
    assert (unknown.returncode, "unknown: everything" in unknown.stderr) == (2, True)
    missing = run(clone, "setup.sh", "bench")
    assert (missing.returncode, "`make lock` makes it" in missing.stderr) == (2, True)
    assert not (clone / ".solvent").exists()


def test_without_python_it_says_what_is_needed(clone: Path) -> None:
    done = run(clone, "setup.sh", "run")
    assert done.returncode == 2
    assert "needs Python 3.11 or newer" in done.stderr


def test_an_old_python_is_not_taken(clone: Path) -> None:
    program(clone, "python3", "exit 1")  # as a Python 3.10 answers the question for its version
    assert run(clone, "setup.sh", "run").returncode == 2


def test_a_python_without_venv_names_the_package(clone: Path) -> None:
    fake = program(clone, "python-without-venv", f'[ "$2" = venv ] && exit 1; exec {sys.executable} "$@"')
    done = run(clone, "setup.sh", "run", PYTHON=str(fake))
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr


def test_what_is_there_is_not_set_up_again_and_a_wider_environment_serves(clone: Path) -> None:
    environment = clone / ".solvent" / "venv"
    (environment / "bin").mkdir(parents=True)
    # It runs, and has no pip: a set-up that is not needed never asks.
    program(clone, "sample", '[ "$1" = -c ]').rename(environment / "bin" / "python")
    assert run(clone, "setup.sh", "run").returncode == 2
    locks = [clone / "requirements" / f"{name}.lock" for name in ("bootstrap", "run", "dev")]
    text = "".join([f"{clone}\n", *(lock.read_text() for lock in locks), "[project]\n"])
    command = [str(clone.parent / "programs" / "cksum")]
    stamp = subprocess.run(command, input=text, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 ours
    (environment / ".stamp-dev").write_text(stamp.stdout.replace(" ", "-"))
    for kind in ("run", "dev"):
        done = run(clone, "setup.sh", kind)
        assert (done.returncode, done.stderr) == (0, "")
    (clone / "requirements" / "run.lock").write_text("run==2\n")
    assert run(clone, "setup.sh", "run").returncode == 2


def test_node_of_the_path_is_taken_when_it_is_new_enough(clone: Path) -> None:
    program(clone, "node", "exit 0")
    program(clone, "npm", "exit 0")
    done = run(clone, "node.sh")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, str(clone.parent / "programs"), "")


def test_an_old_node_without_a_wheel_is_said_and_leaves_nothing(clone: Path) -> None:
    program(clone, "node", '[ "$1" = --version ] && echo v18.20.4 && exit 0; exit 1')
    program(clone, "npm", "exit 0")
    done = run(clone, "node.sh")
    assert (done.returncode, done.stdout) == (1, "")
    assert "found: v18.20.4" in done.stderr
    assert "The web app is skipped" in done.stderr
    assert not (clone / ".solvent" / "node").exists()
    assert run(clone, "web.sh", "build").returncode == 3


def test_make_lists_its_commands() -> None:
    command = [shutil.which("make") or "make", "help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)  # noqa: S603 ours
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert {"run", "test", "check", "bench", "fmt", "schema", "migration", "models", "lock", "web"} <= set(listed)

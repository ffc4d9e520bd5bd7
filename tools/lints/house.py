"""What a lint looks at: the files of the house, each read and parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

GIT_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a line, counted from 1, of a file named from the root."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """As editors and people read it."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


class SourceFile:
    """One file of the house."""

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._place = root / path

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, without their ends."""
        return self._place.read_text(encoding="utf-8").splitlines()

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self._place.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax. Raises SyntaxError."""
        return ast.parse(self.text, filename=self.path)

    @property
    def folder(self) -> str:
        """The top-level folder it is in; empty for a file at the root."""
        parts = PurePosixPath(self.path).parts
        return parts[0] if len(parts) > 1 else ""

    def is_in(self, *places: str) -> bool:
        """Whether it is one of these files or below one of these folders."""
        return any(self.path == place or self.path.startswith(f"{place.rstrip('/')}/") for place in places)


class House:
    """The files that git knows or would add: neither caches nor what is built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = [SourceFile(root, path) for path in _known_files(root)]

    def python(self, *folders: str) -> Iterator[SourceFile]:
        """Python files in these top-level folders; in all of them where none is named."""
        for file in self.files:
            if file.path.endswith(".py") and (not folders or file.folder in folders):
                yield file


def _known_files(root: Path) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 the git of the PATH
        cwd=root,
        capture_output=True,
        check=True,
        timeout=GIT_TIMEOUT_SECONDS,
    )
    names = listed.stdout.decode().split("\0")
    # A file that was deleted and not yet committed so is still listed.
    return sorted(name for name in names if name and (root / name).is_file())

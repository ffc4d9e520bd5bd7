"""Doing the same to several files: each gets its line, and one that is refused does not stop the others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.commands.invocation import Invocation
from cli.output import note, print_json, print_text
from core.errors import DomainError

INTERNAL = "INTERNAL"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: the object of its line, and the exit code it calls for."""

    line: dict[str, Any]
    code: int = 0


def refused(file: Path, error: Exception) -> FileResult:
    """The line of a file that could not be done: `{"file","error":{"code","line","message"}}`.

    What a person can put right calls for exit code 2; anything else is our fault and calls for 1.
    """
    line: int | None = None
    if isinstance(error, DomainError):
        code, message, exit_code = getattr(error, "reason", error.code), error.message, 2
        line = getattr(error, "line", None)
    elif isinstance(error, FileNotFoundError):
        code, message, exit_code = "FILE_MISSING", "There is no such file.", 2
    elif isinstance(error, OSError):
        code, message, exit_code = "FILE_UNREADABLE", f"The file can't be read: {error.strerror or error}.", 2
    else:
        code, message, exit_code = INTERNAL, f"Something went wrong on our side: {type(error).__name__}: {error}", 1
    return FileResult({"file": str(file), "error": {"code": code, "line": line, "message": message}}, exit_code)


class FileResults:
    """Prints each file's result as it comes, and remembers the exit code of the whole."""

    def __init__(self, *, as_json: bool, describe: Callable[[dict[str, Any]], str]) -> None:
        self._as_json = as_json
        self._describe = describe
        self._codes: set[int] = {0}

    @property
    def exit_code(self) -> int:
        """1 where something was our fault, else 2 where a file was refused, else 0."""
        return 1 if 1 in self._codes else max(self._codes)

    def add(self, result: FileResult) -> None:
        """Print one result: on stdout, but a refusal for people on stderr."""
        self._codes.add(result.code)
        error = result.line.get("error")
        if self._as_json:
            print_json(result.line)
        elif error is None:
            print_text(self._describe(result.line))
        else:
            place = f", line {error['line']}" if error["line"] else ""
            note(f"error: {result.line['file']}{place}: {error['message']} ({error['code']})")


def try_file(file: Path, work: Callable[[Path], dict[str, Any]], invocation: Invocation) -> FileResult:
    """Do the work on one file. Only with `--debug` an unexpected error is let through, for its traceback."""
    try:
        return FileResult(work(file))
    except Exception as error:
        result = refused(file, error)
        if invocation.debug and result.code == 1:
            raise
        return result

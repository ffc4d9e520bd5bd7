"""Any number of movements in bounded memory: in a list while they are few, in a temporary file beyond."""

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any, Final, overload

from core.ports.statement_parser import StatementLine

IN_MEMORY: Final = 20_000
"""About 20 MB of movements."""
_BLOCK: Final = 2_000


class SpooledLines(Sequence[StatementLine]):
    """Append first, then read, as often as you like. The file has no name and goes with the object."""

    def __init__(self) -> None:
        self._recent: list[StatementLine] = []
        self._file: IO[bytes] | None = None
        self._spooled = 0

    def __del__(self) -> None:
        """Close the file, whose space is given back with it."""
        if self._file is not None:
            self._file.close()

    def append(self, line: StatementLine) -> None:
        """Add a movement at the end."""
        self._recent.append(line)
        if len(self._recent) >= IN_MEMORY:
            self._spool()

    def _spool(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as this object
        for start in range(0, len(self._recent), _BLOCK):
            pickle.dump(self._recent[start : start + _BLOCK], self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._spooled += len(self._recent)
        self._recent = []

    def __len__(self) -> int:
        """How many movements."""
        return self._spooled + len(self._recent)

    def __iter__(self) -> Iterator[StatementLine]:
        """Every movement in order. Two iterations at a time would disturb each other."""
        if self._file is not None:
            self._file.seek(0)
            left = self._spooled
            while left:
                block: list[StatementLine] = pickle.load(self._file)  # noqa: S301 our own file, which nobody else can name
                left -= len(block)
                yield from block
        yield from self._recent

    @overload
    def __getitem__(self, index: int) -> StatementLine: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[StatementLine]: ...

    def __getitem__(self, index: Any) -> Any:
        """One movement, or some; slow where they are many."""
        if self._file is None:
            return self._recent[index]
        if isinstance(index, slice):
            return list(islice(self, *index.indices(len(self))))
        position = index if index >= 0 else len(self) + index
        for line in islice(self, position, position + 1):
            return line
        raise IndexError(index)

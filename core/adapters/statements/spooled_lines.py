"""Any number of movements in bounded memory: in a list while they are few, in a temporary file beyond."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import IO, Any, Final, overload

from core.ports.statement_parser import StatementLine

IN_MEMORY: Final = 20_000
"""About 20 MB of movements."""
_BLOCK: Final = 2_000
_FIELDS: Final = tuple(field.name for field in fields(StatementLine))
_AMOUNT: Final = _FIELDS.index("amount")
_VALUES: Final = attrgetter(*_FIELDS)


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

    def extend(self, lines: Iterable[StatementLine]) -> None:
        """Add movements at the end."""
        self._recent.extend(lines)
        if len(self._recent) >= IN_MEMORY:
            self._spool()

    def append(self, line: StatementLine) -> None:
        """Add a movement at the end."""
        self.extend((line,))

    def _spool(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as this object
        for start in range(0, len(self._recent), _BLOCK):
            block = _columns(self._recent[start : start + _BLOCK])
            pickle.dump(block, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._spooled += len(self._recent)
        self._recent = []

    def __len__(self) -> int:
        """How many movements."""
        return self._spooled + len(self._recent)

    def __iter__(self) -> Iterator[StatementLine]:
        """Every movement in order. Two iterations at a time would disturb each other."""
        return chain.from_iterable(self.blocks())

    def blocks(self) -> Iterator[list[StatementLine]]:
        """Every movement in order, some thousands at a time. Two iterations at a time would disturb each other."""
        if self._file is not None:
            self._file.seek(0)
            left = self._spooled
            while left:
                block = _lines(*pickle.load(self._file))  # noqa: S301 our own file, which nobody else can name
                left -= len(block)
                yield block
        yield self._recent

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


def _columns(lines: Sequence[StatementLine]) -> tuple[int, list[Sequence[Any]]]:
    """How many lines, and their values field by field, which is three times as fast to pickle.

    A field with one value in all lines is that one only.
    """
    columns: list[Sequence[Any]] = list(zip(*map(_VALUES, lines), strict=True))
    columns[_AMOUNT] = list(map(str, columns[_AMOUNT]))
    return len(lines), [column[:1] if _is_one_value(column) else column for column in columns]


def _is_one_value(column: Sequence[Any]) -> bool:
    first = column[0]
    return not isinstance(first, Decimal) and column.count(first) == len(
        column
    )  # equal decimals can be spelt otherwise


def _lines(count: int, columns: Sequence[Sequence[Any]]) -> list[StatementLine]:
    full: list[Iterable[Any]] = [repeat(column[0], count) if len(column) == 1 else column for column in columns]
    full[_AMOUNT] = map(Decimal, full[_AMOUNT])
    return list(map(StatementLine, *full))

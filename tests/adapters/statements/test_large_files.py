import io
from itertools import chain
from typing import BinaryIO

import pytest

from core.adapters.statements.delimited.parser import DelimitedParser
from core.adapters.statements.xlsx.read_workbook import read_workbook
from core.adapters.statements.xlsx.sheet_rows import SheetRows
from core.adapters.statements.xlsx.workbook_parts import WorkbookParts
from tests.fixtures.statements.generate import write_statement
from tests.fixtures.statements.xlsx_files import inline_rows, raw_xlsx
from tests.support.peak_memory import peak_memory

MEGABYTE = 1024 * 1024


class Repeated(io.RawIOBase):
    """A file of a head and a body many times over, never in memory whole."""

    def __init__(self, head: bytes, body: bytes, times: int) -> None:
        self._head, self._body, self._size = head, body, len(head) + len(body) * times
        self._at = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        end = self._size if size < 0 else min(self._at + size, self._size)
        pieces = []
        while self._at < end:
            inside = self._at - len(self._head)
            piece = (
                self._head[self._at : end] if inside < 0 else self._body[inside % len(self._body) :][: end - self._at]
            )
            pieces.append(piece)
            self._at += len(piece)
        return b"".join(pieces)


def _peak_of_reading(source: BinaryIO, rows: int) -> int:
    with peak_memory() as peak:
        assert sum(1 for _ in DelimitedParser().open(source)) == rows
    return peak.size


@pytest.mark.parametrize("format_", ["csv_en", "csv_de"])
def test_memory_does_not_grow_with_the_file(format_: str) -> None:
    lines = write_statement(format_, 1000, seed=1).splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if b"2024" in line)
    head, body = b"".join(lines[:start]), b"".join(lines[start:])

    small = _peak_of_reading(Repeated(head, body, 6), 6_000)  # type: ignore[arg-type]  # RawIOBase is no BinaryIO by name only
    large = _peak_of_reading(Repeated(head, body, 24), 24_000)  # type: ignore[arg-type]  # as above
    assert small < 24 * MEGABYTE
    assert large < small + 2 * MEGABYTE


def test_a_sheet_is_read_in_pieces() -> None:
    cells = ("13.01.2024", "-1.5", "a")
    content = raw_xlsx(inline_rows(*[cells] * 20_000))

    with peak_memory() as peak:
        batches = SheetRows(read_workbook(WorkbookParts(io.BytesIO(content))), "xl/worksheets/sheet1.xml").batches()
        assert sum(len(batch.rows) for batch in chain(batches)) == 20_000
    assert peak.size < 6 * MEGABYTE

"""What must hold for any bytes at all: they are read whole and make sense, or are refused with the one error."""

import io
import json

from core.adapters.statements.as_json import statement_to_json
from core.adapters.statements.currencies import minor_digits
from core.adapters.statements.detect import read_statement
from core.ports.statement_parser import ParsedStatements, StatementError, iterate_lines
from tests.core.adapters.statements.camt_files import archive
from tests.fixtures.statements.xlsx_files import raw_xlsx

_IN_ARCHIVE = b"ZIP:"
_IN_WORKBOOK = b"XLSX:"


def unwrapped(content: bytes) -> bytes:
    """The file that an input stands for. A fuzzer can't make an archive whose checksums are right; `ZIP:` and `XLSX:`
    before its bytes have them put into one.
    """
    if content.startswith(_IN_ARCHIVE):
        return archive({"a.xml": content.removeprefix(_IN_ARCHIVE)})
    if content.startswith(_IN_WORKBOOK):
        return raw_xlsx(content.removeprefix(_IN_WORKBOOK).decode("utf-8", errors="replace"))
    return content


def read_or_refuse(content: bytes) -> ParsedStatements | StatementError:
    """Read a file as the importer does. Raises AssertionError for nonsense, and whatever else is a fault of ours."""
    refusal: StatementError | None = None
    try:
        parsed = read_statement(io.BytesIO(unwrapped(content)))
    except StatementError as error:
        refusal = error
    if refusal is not None:
        assert refusal.reason.isupper()
        assert refusal.line is None or refusal.line >= 1
        json.dumps([refusal.reason, refusal.message], ensure_ascii=False).encode()
        return refusal
    for _, line in iterate_lines(parsed):
        assert line.amount.is_finite()
        assert line.amount == round(line.amount, minor_digits(line.currency))
        assert not (line.amount.is_zero() and line.amount.is_signed()), "minus zero"
    json.dumps(statement_to_json("file", parsed), ensure_ascii=False).encode()
    return parsed

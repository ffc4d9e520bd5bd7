from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.delimited.parser import DelimitedParser
from core.adapters.statements.ofx.parser import OfxParser
from core.adapters.statements.one_c.parser import OneCParser
from core.ports.statement_parser import ParsedStatements, StatementError, StatementParser

PARSERS: Final[tuple[StatementParser, ...]] = (OfxParser(), OneCParser(), DelimitedParser())
"""Every format. A new one is added here and nowhere else; parsers keep no state between files."""
_LEAST_SURE: Final = 0.1


def detect(source: BinaryIO) -> StatementParser:
    """The parser that is surest of the file's first 64 KiB, by content, never by name.

    The source must be seekable and is left at its start.

    Raises:
        StatementError: EMPTY_FILE, TOO_LARGE, NOT_TEXT or UNKNOWN_FORMAT.
    """
    head = read_head(source)
    sureness = [(parser.recognises(head), -i, parser) for i, parser in enumerate(PARSERS)]
    best, _, parser = max(sureness, key=lambda found: found[:2])
    if best < _LEAST_SURE:
        raise StatementError("UNKNOWN_FORMAT", "This is no statement in a format that is known here.")
    return parser


def read_statement(source: BinaryIO) -> ParsedStatements:
    """Read a statement file of any known format, whole or not at all.

    Raises:
        StatementError: with a stable reason (EMPTY_FILE, NOT_TEXT, TOO_LARGE, UNKNOWN_FORMAT, BAD_ENCODING, TRUNCATED,
            BAD_DATE, BAD_AMOUNT, …) and, where one line is to blame, its 1-based number.
    """
    with seekable(source) as file:
        return detect(file).parse(file)

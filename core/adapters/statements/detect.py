from typing import BinaryIO, Final

from core.adapters.statements.binary_source import FileParser, read_head, refuse_large, seekable
from core.adapters.statements.camt.parser import CamtParser
from core.adapters.statements.camt.zip_parser import CamtZipParser
from core.adapters.statements.delimited.open_table import Corrections
from core.adapters.statements.delimited.parser import DelimitedParser
from core.adapters.statements.delimited.table_parser import TableParser
from core.adapters.statements.ofx.parser import OfxParser
from core.adapters.statements.one_c.parser import OneCParser
from core.adapters.statements.pdf.parser import PdfParser
from core.adapters.statements.qif.parser import QifParser
from core.adapters.statements.swift_mt.parser import SwiftMtParser
from core.adapters.statements.xlsx.parser import XlsxParser
from core.ports.statement_parser import ParsedStatements, StatementError, StatementFormat, StatementParser

PARSERS: Final[tuple[StatementParser, ...]] = (
    OfxParser(),
    OneCParser(),
    QifParser(),
    SwiftMtParser(StatementFormat.MT940),
    SwiftMtParser(StatementFormat.MT942),
    CamtParser(),
    DelimitedParser(),
)
"""Every text format. A new one is added here and nowhere else; parsers keep no state between files."""
FILE_PARSERS: Final[tuple[FileParser, ...]] = (XlsxParser(), CamtZipParser(), PdfParser())
"""Formats that are no text and are told by more than their head: archives and documents."""
_LEAST_SURE: Final = 0.1


def detect(source: BinaryIO) -> StatementParser:
    """The parser that is surest of the file's first 64 KiB, by content, never by name.

    The source must be seekable and is left at its start.

    Raises:
        StatementError: EMPTY_FILE, TOO_LARGE, NOT_TEXT or UNKNOWN_FORMAT.
    """
    for file_parser in FILE_PARSERS:
        if file_parser.recognises_file(source):
            refuse_large(source)
            return file_parser
    head = read_head(source)
    best, surest = 0.0, PARSERS[0]
    for parser in PARSERS:
        sureness = parser.recognises(head)
        if sureness > best:
            best, surest = sureness, parser
        if sureness >= 1:
            break
    if best < _LEAST_SURE:
        raise StatementError("UNKNOWN_FORMAT", "This is no statement in a format that is known here.")
    return surest


def read_statement(source: BinaryIO, corrections: Corrections | None = None) -> ParsedStatements:
    """Read a statement file of any known format, whole or not at all.

    `corrections` are what a person said the columns of tables mean, by fingerprint (see `TableFound`).

    Raises:
        MappingUnsureError: when what the columns mean would be too much of a guess.
        StatementError: with a stable reason (EMPTY_FILE, NOT_TEXT, TOO_LARGE, UNKNOWN_FORMAT, BAD_ENCODING, TRUNCATED,
            BAD_DATE, BAD_AMOUNT, …) and, where one line is to blame, its 1-based number.
    """
    with seekable(source) as file:
        parser = detect(file)
        return parser.parse_as(file, corrections or {}) if isinstance(parser, TableParser) else parser.parse(file)

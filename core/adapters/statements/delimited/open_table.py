from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from core.adapters.statements.delimited.column_mapping import ColumnMapping, DateOrder, Dialect
from core.adapters.statements.delimited.find_mapping import find_mapping
from core.adapters.statements.delimited.mapping_json import (
    columns_json,
    corrected,
    corrected_dialect,
    correction_for,
    mapping_to_json,
)
from core.adapters.statements.delimited.preview_table import preview_table
from core.adapters.statements.delimited.read_table import TableReading
from core.adapters.statements.delimited.row_source import RowSource
from core.adapters.statements.delimited.table_fingerprint import table_fingerprint
from core.adapters.statements.delimited.table_sample import TableSample, take_sample
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import MappingUnsureError, StatementError, TableFound

LEAST_CONFIDENCE: Final = 0.45
"""A header with known words gives 0.7 and more, dates and amounts without a header 0.5 when the dates leave no doubt.

What lies below is a table without a header whose days and months could be swapped, or whose amounts have no sign.
"""
_SAID_BY: Final = {"DATE_ORDER_GUESSED": "date_order", "CURRENCY_GUESSED": "currency", "SIGN_UNKNOWN": "sign_rule"}
"""What a correction has to say for a warning about a guess to be needless."""
Corrections = Mapping[str, Mapping[str, Any]]
"""What people said about tables, by fingerprint; `*` stands for every table."""


class OpenedTable(NamedTuple):
    """A table ready to be read, and how it will be."""

    reading: TableReading
    found: TableFound


def open_table(
    source: RowSource,
    dialect: Dialect | None,
    corrections: Corrections,
    *,
    fallback_currency: str,
    warnings: WarningLog,
) -> OpenedTable:
    """Find out what the columns mean, or take a person's word for it. No movement is read yet.

    Raises:
        MappingUnsureError: when it would be too much of a guess.
        StatementError: when the rows can't be read at all.
    """
    sample = take_sample(source)
    fingerprint = table_fingerprint(source, sample)
    correction = correction_for(corrections, fingerprint)
    said_dialect = corrected_dialect(dialect, correction)
    if correction is not None and (said_dialect != dialect or correction.get("header_row")):
        source = source.under(said_dialect)
        sample = take_sample(source, header_line=correction.get("header_row"))
    guesses = WarningLog()
    try:
        mapping = find_mapping(source, said_dialect, sample, guesses, fallback_currency=fallback_currency)
    except StatementError as error:
        if error.reason not in {"NO_DATE_COLUMN", "NO_AMOUNT_COLUMN"}:
            raise
        if correction is None:
            raise MappingUnsureError(_unknown_table(fingerprint, said_dialect, sample), error.message) from None
        mapping = _blank_mapping(said_dialect, sample, fallback_currency, guesses)
    if correction is not None:
        mapping = _as_corrected(mapping, correction, guesses)
        guesses.warnings = [one for one in guesses.warnings if correction.get(_SAID_BY.get(one.code, "")) is None]
    table = TableFound(fingerprint, mapping_to_json(mapping, _names(sample)), preview_table(mapping, sample))
    if mapping.confidence < LEAST_CONFIDENCE:
        raise MappingUnsureError(table, "The columns of this table can't be told for sure.")
    for warning in guesses.warnings:
        warnings.add(warning.code, warning.message, warning.line)
    if not sample.rows:
        warnings.add("NO_MOVEMENTS", "The table has a header and no movements.")
    return OpenedTable(TableReading(source, mapping, sample, warnings), table)


def _as_corrected(mapping: ColumnMapping, correction: Mapping[str, Any], guesses: WarningLog) -> ColumnMapping:
    """A currency that the file itself names is not overruled: the same bank writes accounts in other currencies."""
    is_guessed = any(warning.code == "CURRENCY_GUESSED" for warning in guesses.warnings)
    currency = correction.get("currency")
    return corrected(mapping, correction, currency=currency if is_guessed else None)


def _blank_mapping(
    dialect: Dialect | None, sample: TableSample, fallback_currency: str, guesses: WarningLog
) -> ColumnMapping:
    """Where nothing could be found, for a correction to fill."""
    known = sample.facts().currency
    if known is None:
        guesses.add("CURRENCY_GUESSED", f"The file names no currency; it is read as {fallback_currency}.")
    return ColumnMapping(
        dialect=dialect,
        width=sample.width,
        header_line=sample.header_line,
        date=0,
        date_order=DateOrder.DAY_FIRST,
        decimal_mark=".",
        default_currency=known or fallback_currency,
        confidence=0.0,
    )


def _unknown_table(fingerprint: str, dialect: Dialect | None, sample: TableSample) -> TableFound:
    """A table in which no date or no amount was found: its columns without a meaning."""
    mapping = {
        "encoding": dialect.codec if dialect else None,
        "delimiter": dialect.delimiter if dialect else None,
        "quoted": dialect.quoted if dialect else None,
        "header_row": sample.header_line,
        "confidence": 0.0,
        "columns": columns_json(sample.width, _names(sample), {}),
    }
    return TableFound(fingerprint, mapping, preview_table(None, sample))


def _names(sample: TableSample) -> tuple[str, ...]:
    return sample.header.raw if sample.header else ()

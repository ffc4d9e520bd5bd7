from typing import Any, Final

from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.convert_row import RowConverter
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import StatementError

_SHOWN_ROWS: Final = 5
_SHOWN_CHARACTERS: Final = 200


def preview_table(mapping: ColumnMapping | None, sample: TableSample) -> list[dict[str, Any]]:
    """The first movements as they are read, each with its cells; `problem` says why one can't be."""
    converter = RowConverter(mapping, sample.facts().account, WarningLog()) if mapping else None
    return [_shown(line, cells, converter) for line, cells in sample.rows[:_SHOWN_ROWS]]


def _shown(line: int, cells: list[str], converter: RowConverter | None) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "line": line,
        "cells": [cell[:_SHOWN_CHARACTERS] for cell in cells],
        "date": None,
        "amount": None,
        "currency": None,
        "description": None,
        "problem": None,
    }
    if converter is None:
        return shown
    try:
        converted = converter.convert(line, _made_even(cells, converter.mapping.width))
    except StatementError as error:
        return {**shown, "problem": error.message}
    if converted is None:
        return {**shown, "problem": "The row tells of a payment that was not made."}
    _, movement, _ = converted
    return {
        **shown,
        "date": movement.booked_on.isoformat(),
        "amount": f"{movement.amount:f}",
        "currency": movement.currency,
        "description": movement.description[:_SHOWN_CHARACTERS],
    }


def _made_even(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))

"""A ColumnMapping as JSON, and back with a person's corrections.

    {"encoding": "cp1251", "delimiter": ";", "quoted": true, "header_row": 6, "date_order": "dmy", "decimal_mark": ",",
     "sign_rule": "as_written", "currency": "RUB", "debit_is_negative": false, "currency_in_amount": false,
     "confidence": 0.9, "columns": [{"index": 0, "name": "Дата", "meaning": "date"}, …]}

In a correction all keys but `columns` may be left out: what is missing or null is found anew in each file.
"""

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar, Final

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.delimited.column_mapping import ColumnMapping, DateOrder, Dialect, SignRule
from core.adapters.statements.delimited.row_source import MOST_COLUMNS
from core.errors import DomainError


class ColumnMeaning(StrEnum):
    """What a person can say a column means. Each but `second_description` is said of one column at most."""

    DATE = "date"
    VALUE_DATE = "value_date"
    AMOUNT = "amount"
    DEBIT = "debit"
    CREDIT = "credit"
    DIRECTION = "direction"
    BALANCE = "balance"
    CURRENCY = "currency"
    ORIGINAL_AMOUNT = "original_amount"
    ORIGINAL_CURRENCY = "original_currency"
    DESCRIPTION = "description"
    SECOND_DESCRIPTION = "second_description"
    COUNTERPARTY = "counterparty"
    COUNTERPARTY_ACCOUNT = "counterparty_account"
    COUNTERPARTY_TAX_ID = "counterparty_tax_id"
    PAYER = "payer"
    PAYEE = "payee"
    PAYER_ACCOUNT = "payer_account"
    PAYEE_ACCOUNT = "payee_account"
    PAYER_TAX_ID = "payer_tax_id"
    PAYEE_TAX_ID = "payee_tax_id"
    MCC = "mcc"
    CATEGORY = "category"
    BANK_ID = "bank_id"
    ACCOUNT = "account"
    STATUS = "status"


_SINGLE: Final = tuple(meaning for meaning in ColumnMeaning if meaning is not ColumnMeaning.SECOND_DESCRIPTION)
_ANY_TABLE: Final = "*"
_CODECS: Final = frozenset(
    codecs.lookup(name).name
    for name in (
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r", "koi8-u", "cp1250",
        "cp1252", "cp1253", "cp1254", "cp1257", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15",
        "mac-cyrillic", "cp437", "cp850", "cp852", "ascii",
    )
)  # fmt: skip


class MappingError(DomainError):
    """A correction that no table can be read with."""

    code: ClassVar[str] = "MAPPING_INVALID"


def mapping_to_json(mapping: ColumnMapping, names: Sequence[str]) -> dict[str, Any]:
    """The mapping as people see and correct it; `names` are the header's cells, if there is one."""
    meanings = {column: meaning for meaning, column in _columns_of(mapping)}
    dialect = mapping.dialect
    return {
        "encoding": dialect.codec if dialect else None,
        "delimiter": dialect.delimiter if dialect else None,
        "quoted": dialect.quoted if dialect else None,
        "header_row": mapping.header_line,
        "date_order": mapping.date_order.value,
        "decimal_mark": mapping.decimal_mark,
        "sign_rule": mapping.sign_rule.value,
        "currency": mapping.default_currency,
        "debit_is_negative": mapping.debit_is_negative,
        "currency_in_amount": mapping.currency_in_amount,
        "confidence": mapping.confidence,
        "columns": columns_json(mapping.width, names, meanings),
    }


def columns_json(width: int, names: Sequence[str], meanings: Mapping[int, ColumnMeaning]) -> list[dict[str, Any]]:
    """One entry a column: its index from 0, its head, what it means."""
    return [
        {
            "index": column,
            "name": (names[column].strip() or None) if column < len(names) else None,
            "meaning": meanings[column].value if column in meanings else None,
        }
        for column in range(width)
    ]


def correction_for(corrections: Mapping[str, Mapping[str, Any]], fingerprint: str) -> Mapping[str, Any] | None:
    """The correction of tables with this fingerprint; one under `*` is for every table."""
    return corrections.get(fingerprint) or corrections.get(_ANY_TABLE)


def checked(correction: Mapping[str, Any]) -> dict[str, Any]:
    """A correction from outside with only what counts in it. Raises MappingError naming what is wrong."""
    columns = _read_columns(correction.get("columns"))
    found = [meaning for _, meaning in columns]
    for meaning in _SINGLE:
        if found.count(meaning) > 1:
            raise MappingError(f"Two columns can't both be {meaning.value}.", field="columns")
    if ColumnMeaning.DATE not in found:
        raise MappingError("One column must be the date.", field="columns")
    has_sides = ColumnMeaning.DEBIT in found or ColumnMeaning.CREDIT in found
    if (ColumnMeaning.AMOUNT in found) == has_sides:
        raise MappingError("Either one column is the amount, or one or two are debit and credit.", field="columns")
    if has_sides and ColumnMeaning.DIRECTION in found:
        raise MappingError("A direction goes with an amount, not with debit and credit.", field="columns")
    return {"columns": [{"index": index, "meaning": meaning.value} for index, meaning in columns], **_ways(correction)}


def corrected(mapping: ColumnMapping, correction: Mapping[str, Any], *, currency: str | None) -> ColumnMapping:
    """The mapping with a checked correction's word instead of its own, and that currency if one is given.

    Raises MappingError.
    """
    columns = _read_columns(correction["columns"])
    by_meaning = {meaning: index for index, meaning in columns}
    single: dict[str, int | None] = {meaning.value: by_meaning.get(meaning) for meaning in _SINGLE}
    spare = [index for index, meaning in columns if meaning is ColumnMeaning.SECOND_DESCRIPTION]
    spare += [column for column in (single["counterparty"], single["category"]) if column is not None]
    if single["original_amount"] is None:
        single["original_currency"] = None
    date = by_meaning.get(ColumnMeaning.DATE, mapping.date)
    width = max(mapping.width, *(index + 1 for index, _ in columns))
    ways = {
        "date_order": DateOrder(correction["date_order"]) if correction.get("date_order") else mapping.date_order,
        "sign_rule": SignRule(correction["sign_rule"]) if correction.get("sign_rule") else mapping.sign_rule,
        "decimal_mark": correction.get("decimal_mark") or mapping.decimal_mark,
        "debit_is_negative": bool(correction.get("debit_is_negative", mapping.debit_is_negative)),
        "currency_in_amount": bool(correction.get("currency_in_amount", mapping.currency_in_amount)),
    }
    known: dict[str, Any] = {**single, **ways, "date": date, "default_currency": currency or mapping.default_currency}
    return replace(mapping, **known, width=width, description_fallbacks=tuple(spare), confidence=1.0)


def corrected_dialect(found: Dialect | None, correction: Mapping[str, Any] | None) -> Dialect | None:
    """How a text is cut into cells, by a person's word where it was given."""
    if found is None or correction is None:
        return found
    quoted = correction.get("quoted")
    return Dialect(
        correction.get("encoding") or found.codec,
        correction.get("delimiter") or found.delimiter,
        found.quoted if quoted is None else bool(quoted),
    )


def _columns_of(mapping: ColumnMapping) -> list[tuple[ColumnMeaning, int]]:
    """Columns by meaning. A column that is a description and something else too is shown as the something else."""
    named = [(meaning, getattr(mapping, meaning.value)) for meaning in _SINGLE]
    found = [(ColumnMeaning.SECOND_DESCRIPTION, column) for column in mapping.description_fallbacks]
    return found + [(meaning, column) for meaning, column in named if column is not None]


def _read_columns(columns: Any) -> list[tuple[int, ColumnMeaning]]:
    if not isinstance(columns, Sequence) or isinstance(columns, str) or len(columns) > MOST_COLUMNS:
        raise MappingError("The columns must be a list.", field="columns")
    found = []
    for column in columns:
        index, meaning = (column.get("index"), column.get("meaning")) if isinstance(column, Mapping) else (None, None)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < MOST_COLUMNS:
            raise MappingError("Each column needs an index from 0.", field="columns")
        if meaning is None:
            continue
        if meaning not in set(ColumnMeaning):
            raise MappingError(f"{str(meaning)[:40]!r} is no meaning of a column.", field="columns")
        found.append((index, ColumnMeaning(meaning)))
    if len({index for index, _ in found}) < len(found):
        raise MappingError("A column can have one meaning only.", field="columns")
    return found


def _ways(correction: Mapping[str, Any]) -> dict[str, Any]:
    """How cells are written, as far as it was said."""
    allowed: dict[str, tuple[Any, ...]] = {
        "delimiter": (";", ",", "\t", "|"),
        "quoted": (True, False),
        "date_order": tuple(DateOrder),
        "decimal_mark": (".", ","),
        "sign_rule": tuple(SignRule),
        "debit_is_negative": (True, False),
        "currency_in_amount": (True, False),
    }
    found = {name: correction[name] for name in allowed if correction.get(name) is not None}
    for name, value in found.items():
        if value not in allowed[name]:
            raise MappingError(f"{str(value)[:40]!r} is not possible as {name}.", field=name)
    if correction.get("encoding") is not None:
        found["encoding"] = _read_codec(correction["encoding"])
    if (row := correction.get("header_row")) is not None:
        if not isinstance(row, int) or isinstance(row, bool) or row < 1:
            raise MappingError("Rows are counted from 1.", field="header_row")
        found["header_row"] = row
    if (currency := correction.get("currency")) is not None:
        code = read_currency(str(currency))
        if code is None:
            raise MappingError(f"{str(currency)[:20]!r} is not a currency.", field="currency")
        found["currency"] = code
    return found


def _read_codec(name: Any) -> str:
    """A codec of statements. Others that Python knows decode no text, or unpack what they are given."""
    try:
        known = codecs.lookup(str(name)).name
    except LookupError:
        known = ""
    if known not in _CODECS:
        raise MappingError(f"{str(name)[:40]!r} is no known encoding.", field="encoding")
    return known

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from core.adapters.statements.delimited.column_mapping import DateOrder, SignRule
from core.adapters.statements.delimited.mapping_json import ColumnMeaning

strawberry.enum(ColumnMeaning, name="StatementColumnMeaning", description="What a column of a statement means.")
strawberry.enum(DateOrder, name="StatementDateOrder", description="In which order a numeric date is written.")
strawberry.enum(SignRule, name="StatementSignRule", description="How an amount column tells money in from money out.")


@strawberry.type(description="A column of a statement's table.")
class StatementColumn:
    """A column."""

    index: int = strawberry.field(description="Its place, from 0.")
    name: str | None = strawberry.field(description="Its heading, if it has one.")
    meaning: ColumnMeaning | None = strawberry.field(description="What it means; null for a column that is not read.")


@strawberry.type(description="One of the first rows of a statement's table, as it is read.")
class StatementPreviewRow:
    """A row of the preview."""

    line: int = strawberry.field(description="Line of the file, from 1.")
    cells: list[str] = strawberry.field(description="Its cells as they are in the file.")
    booked_on: date | None = strawberry.field(description="The day, as read.")
    amount: Decimal | None = strawberry.field(description="The amount as read, negative is money out.")
    currency: str | None = strawberry.field(description="The currency, as read.")
    description: str | None = strawberry.field(description="The description, as read.")
    problem: str | None = strawberry.field(description="Why it can't be read so, for people.")


@strawberry.type(description="What the columns of a statement's table mean. `correctStatementMapping` changes it.")
class StatementMapping:
    """A mapping."""

    fingerprint: str = strawberry.field(description="The same for every file with this header or shape.")
    confidence: float = strawberry.field(description="How sure it is, 0 to 1; 1 where a person has said it.")
    encoding: str | None = strawberry.field(description="The encoding of a text file.")
    delimiter: str | None = strawberry.field(description="What parts the cells of a text file.")
    header_row: int | None = strawberry.field(description="The row the headings are in, from 1; null without any.")
    date_order: DateOrder | None = strawberry.field(description="In which order numeric dates are written.")
    decimal_mark: str | None = strawberry.field(description="What parts the minor units.")
    sign_rule: SignRule | None = strawberry.field(description="How money in is told from money out.")
    currency: str | None = strawberry.field(description="The currency of rows that name none.")
    columns: list[StatementColumn] = strawberry.field(description="All columns.")
    preview: list[StatementPreviewRow] = strawberry.field(description="The first rows, as read.")


def mapping_of(stored: dict[str, Any] | None) -> StatementMapping | None:
    """The mapping that is kept with an import."""
    if stored is None:
        return None
    mapping = stored["mapping"]
    return StatementMapping(
        fingerprint=stored["fingerprint"],
        confidence=mapping["confidence"],
        encoding=mapping["encoding"],
        delimiter=mapping["delimiter"],
        header_row=mapping["header_row"],
        date_order=DateOrder(mapping["date_order"]) if mapping.get("date_order") else None,
        decimal_mark=mapping.get("decimal_mark"),
        sign_rule=SignRule(mapping["sign_rule"]) if mapping.get("sign_rule") else None,
        currency=mapping.get("currency"),
        columns=[_column(column) for column in mapping["columns"]],
        preview=[_row(row) for row in stored["preview"]],
    )


def _column(column: dict[str, Any]) -> StatementColumn:
    meaning = column["meaning"]
    return StatementColumn(
        index=column["index"], name=column["name"], meaning=ColumnMeaning(meaning) if meaning else None
    )


def _row(row: dict[str, Any]) -> StatementPreviewRow:
    return StatementPreviewRow(
        line=row["line"],
        cells=row["cells"],
        booked_on=date.fromisoformat(row["date"]) if row["date"] else None,
        amount=Decimal(row["amount"]) if row["amount"] is not None else None,
        currency=row["currency"],
        description=row["description"],
        problem=row["problem"],
    )

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

import api.graphql.banking.mapping_enums  # noqa: F401 registers the enums before the types that use them
from core.adapters.statements.delimited.column_mapping import DateOrder, SignRule
from core.adapters.statements.delimited.mapping_json import ColumnMeaning


@strawberry.type(description="A column of a statement's table.")
class StatementColumn:
    """A column."""

    index: int = strawberry.field(description="Its place, from 0.")
    name: str | None = strawberry.field(description="Its heading; null where it has none.")
    meaning: ColumnMeaning | None = strawberry.field(description="What it means; null for a column that is not read.")


@strawberry.type(description="One of the first rows of a statement's table, as it is read.")
class StatementPreviewRow:
    """A row of the preview."""

    line: int = strawberry.field(description="Line of the file, from 1.")
    cells: list[str] = strawberry.field(description="Its cells as they are in the file.")
    booked_on: date | None = strawberry.field(description="The day, as read; null where it can't be.")
    amount: Decimal | None = strawberry.field(
        description="The amount as read, in major units, negative is money out; null where it can't be read."
    )
    currency: str | None = strawberry.field(description="The currency, as read; null where the row names none.")
    description: str | None = strawberry.field(description="The description, as read; null where there is none.")
    problem: str | None = strawberry.field(description="Why it can't be read so, for people; null where it can.")


@strawberry.type(description="What the columns of a statement's table mean. `correctStatementMapping` changes it.")
class StatementMapping:
    """A mapping."""

    fingerprint: str = strawberry.field(description="The same for every file with this header or shape.")
    confidence: float = strawberry.field(description="How sure it is, 0 to 1; 1 where a person has said it.")
    encoding: str | None = strawberry.field(description="The encoding of a text file; null for a workbook.")
    delimiter: str | None = strawberry.field(description="What parts the cells of a text file; null for a workbook.")
    header_row: int | None = strawberry.field(description="The row the headings are in, from 1; null without any.")
    date_order: DateOrder | None = strawberry.field(
        description="In which order numeric dates are written; null where each file tells."
    )
    decimal_mark: str | None = strawberry.field(description="What parts the minor units; null where each file tells.")
    sign_rule: SignRule | None = strawberry.field(
        description="How money in is told from money out; null where each file tells."
    )
    currency: str | None = strawberry.field(
        description="ISO 4217 code of rows that name no currency; null for the account's."
    )
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

from typing import Any

import strawberry

from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.adapters.statements.delimited.column_mapping import DateOrder, SignRule
from core.adapters.statements.delimited.mapping_json import ColumnMeaning, checked
from core.banking.correct_statement_mapping import CorrectStatementMapping, correct_statement_mapping
from core.banking.models import ImportStatus


@strawberry.input(description="What a column means.")
class StatementColumnInput:
    """A column as a person sees it."""

    index: int = strawberry.field(description="Its place, from 0.")
    meaning: ColumnMeaning = strawberry.field(description="What it means.")


@strawberry.input(description="What the columns of an import's table mean. What is left out is found in each file.")
class CorrectStatementMappingInput:
    """Input of `correctStatementMapping`."""

    import_id: strawberry.ID = strawberry.field(description="The import that shows the mapping.")
    columns: list[StatementColumnInput] = strawberry.field(
        description="The columns that mean something: a date, and an amount or a debit or a credit, at least."
    )
    header_row: int | None = strawberry.field(default=None, description="The row the headings are in, from 1.")
    encoding: str | None = strawberry.field(default=None, description="The encoding of a text file, as `cp1251`.")
    delimiter: str | None = strawberry.field(default=None, description="What parts the cells of a text file.")
    date_order: DateOrder | None = strawberry.field(default=None, description="In which order dates are written.")
    decimal_mark: str | None = strawberry.field(default=None, description="What parts the minor units.")
    sign_rule: SignRule | None = strawberry.field(default=None, description="How money in is told from money out.")
    currency: str | None = strawberry.field(default=None, description="The currency where a file names none.")


@strawberry.type(description="The import with its correction.")
class CorrectStatementMappingPayload(Payload):
    """Answer of `correctStatementMapping`."""

    statement_import: StatementImport | None = strawberry.field(default=None, description="The import.")
    job: Job | None = strawberry.field(
        default=None,
        description="The job that reads the file again; null where it is in the books already, and the correction "
        "counts from the next file on.",
    )


async def _correct(
    info: strawberry.Info[Context],
    input: CorrectStatementMappingInput,  # noqa: A002 the schema's argument name
) -> CorrectStatementMappingPayload:
    key = decode_id(input.import_id, "StatementImport", "importId")
    mapping = checked(_as_json(input))
    async with info.context.uow() as uow:
        row = await correct_statement_mapping(uow, CorrectStatementMapping(key, mapping))
    job = await load_job(info, row.job_id) if row.status is ImportStatus.QUEUED else None
    return CorrectStatementMappingPayload(statement_import=wrap_import(row), job=job)


def _as_json(given: CorrectStatementMappingInput) -> dict[str, Any]:
    return {
        "columns": [{"index": column.index, "meaning": column.meaning.value} for column in given.columns],
        "header_row": given.header_row,
        "encoding": given.encoding,
        "delimiter": given.delimiter,
        "date_order": given.date_order.value if given.date_order else None,
        "decimal_mark": given.decimal_mark,
        "sign_rule": given.sign_rule.value if given.sign_rule else None,
        "currency": given.currency,
    }


@strawberry.type
class CorrectStatementMappingMutation:
    """Correcting what the columns of a statement mean."""

    correct_statement_mapping: CorrectStatementMappingPayload = mutation(
        Permission.STATEMENTS_WRITE,
        CorrectStatementMappingPayload,
        "Say what the columns of a statement's table mean. It is kept for every file like it, and an import that was "
        "refused is read again.",
    )(_correct)

from datetime import datetime
from typing import Any

import strawberry

from api.graphql.banking.statement_mapping import StatementMapping, mapping_of
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.jobs.job import Job, wrap_job
from core.banking.models import ImportStatus, StatementImportRow
from core.ports.statement_parser import StatementFormat


@strawberry.type(description="Something odd in a file that did not stop the import.")
class StatementWarning:
    """A warning."""

    code: str = strawberry.field(description="Stable and machine-readable.")
    line: int | None = strawberry.field(description="Line of the file, from 1; null where it is about the whole file.")
    message: str = strawberry.field(description="For people.")


def _warnings(stored: list[dict[str, Any]]) -> list[StatementWarning]:
    return [StatementWarning(code=entry["code"], line=entry["line"], message=entry["message"]) for entry in stored]


@strawberry.type(description="A statement file on its way into the books.")
class StatementImport(Node):
    """An import."""

    row: strawberry.Private[StatementImportRow]
    filename: str = column(StatementImportRow.filename, "What the person called the file.")
    status: ImportStatus = column(StatementImportRow.status, "Where it stands.")
    format: StatementFormat | None = column(StatementImportRow.format, "The format found; null where none was.")
    encoding: str | None = column(StatementImportRow.encoding, "The encoding found; null for a file that is no text.")
    lines_total: int = column(StatementImportRow.lines_total, "How many movements are in the file.")
    lines_new: int = column(StatementImportRow.lines_new, "How many movements were new.")
    lines_duplicate: int = column(StatementImportRow.lines_duplicate, "How many movements were in the books already.")
    lines_changed: int = column(StatementImportRow.lines_changed, "How many movements the bank has changed since.")
    lines_suspicious: int = column(
        StatementImportRow.lines_suspicious, "How many new movements have the day and amount of another."
    )
    warnings: list[StatementWarning] = computed([StatementImportRow.warnings], _warnings, "What was odd.")
    mapping: StatementMapping | None = computed(
        [StatementImportRow.found_table],
        mapping_of,
        "How the columns of a table of an unknown bank were read, or would be; null for other files.",
    )
    error_code: str | None = column(
        StatementImportRow.error_code, "Why it was refused: stable and machine-readable; null where it was not."
    )
    error_line: int | None = column(
        StatementImportRow.error_line,
        "Line of the file where it was refused, from 1; null where it was not, or not at a line.",
    )
    error_message: str | None = column(
        StatementImportRow.error_message, "Why it was refused, for people; null where it was not."
    )
    job: Job | None = relation(
        StatementImportRow.job_id,
        lambda loaders: loaders.job_by_id,
        wrap_job,
        "The job that does it; null where it is long gone.",
    )
    created_at: datetime = column(StatementImportRow.created_at, "When it was asked for.")
    finished_at: datetime | None = column(StatementImportRow.finished_at, "When it was over; null until then.")


def wrap_import(row: Any) -> StatementImport:
    """The GraphQL type of a row."""
    return StatementImport(row=row)

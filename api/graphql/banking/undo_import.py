import strawberry

from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.banking.undo_import import ask_to_undo


@strawberry.input(description="Which import to take back.")
class UndoStatementImportInput:
    """Input of `undoStatementImport`."""

    import_id: strawberry.ID = strawberry.field(description="An import that is in the books.")


@strawberry.type(description="The import, and the job that takes it back.")
class UndoStatementImportPayload(Payload):
    """Answer of `undoStatementImport`."""

    statement_import: StatementImport | None = strawberry.field(default=None, description="The import.")
    job: Job | None = strawberry.field(default=None, description="When it is done, the import is `UNDONE`.")


async def _undo(
    info: strawberry.Info[Context],
    input: UndoStatementImportInput,  # noqa: A002 the schema's argument name
) -> UndoStatementImportPayload:
    key = decode_id(input.import_id, "StatementImport", "importId")
    async with info.context.uow() as uow:
        row = await ask_to_undo(uow, key)
    return UndoStatementImportPayload(statement_import=wrap_import(row), job=await load_job(info, row.job_id))


@strawberry.type
class UndoStatementImportMutation:
    """Taking an import back."""

    undo_statement_import: UndoStatementImportPayload = mutation(
        Permission.STATEMENTS_WRITE,
        UndoStatementImportPayload,
        "Take a statement file's movements out of the books again, as when it went into the wrong account. What "
        "another source told of too stays; what a person did to movements that go, goes with them.",
    )(_undo)

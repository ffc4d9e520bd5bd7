import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from cli.commands.act_for_person import act_for_person
from cli.commands.file_results import FileResult, FileResults, refused
from cli.commands.invocation import AsJson, Invocation, OfUser, invocation_of
from cli.commands.read_id import read_id
from cli.commands.wait_for_job import wait_for_job
from cli.output import Progress, progress
from cli.running_platform import open_platform
from core.errors import UnavailableError

if TYPE_CHECKING:
    from core.adapters.wiring import Platform
    from core.banking.models import StatementImportRow


def statement_import(  # noqa: PLR0917 Typer passes options by name
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Statement files of any known format.")],
    user: OfUser = None,
    account: Annotated[
        str | None, typer.Option("--account", metavar="ID", help="Whose statement it is where a file names no account.")
    ] = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a file's job.")] = 300,
    as_json: AsJson = False,
) -> None:
    """Bring statement files into a person's books, by the same job as the API's."""
    importer = _Importer(read_id(account, "Account") if account else None, wait, invocation_of(context))
    results = FileResults(as_json=as_json, describe=_describe)
    asyncio.run(importer.run(files, user, results))
    raise typer.Exit(results.exit_code)


class _Importer:
    """Imports files one after the other, so that results come in their order."""

    def __init__(self, account_id: UUID | None, wait: float, invocation: Invocation) -> None:
        self._account_id = account_id
        self._wait = wait
        self._invocation = invocation

    async def run(self, files: list[Path], user: str | None, results: FileResults) -> None:
        async with open_platform(self._invocation.data_folder) as platform:
            person = await act_for_person(platform, user, "statement import")
            for file in files:
                with progress(file.name) as bar:
                    result = await self._try_file(platform, person.id, file, bar)
                results.add(result)

    async def _try_file(self, platform: "Platform", person: UUID, file: Path, bar: Progress) -> FileResult:
        try:
            done = await self._import(platform, person, file, bar)
        except Exception as error:
            result = refused(file, error)
            if self._invocation.debug and result.code == 1:
                raise
            return result
        return _result(file, done)

    async def _import(self, platform: "Platform", person: UUID, file: Path, bar: Progress) -> "StatementImportRow":
        from core.banking.models import StatementImportRow  # noqa: PLC0415 loaded with the platform

        bar.update(0, "storing the file")
        import_id, job_id = await _send(platform, person, file, self._account_id)
        job = await wait_for_job(platform.database, job_id, self._wait, bar)
        async with platform.database.read(person) as read:
            row = await read.session.get_one(StatementImportRow, import_id)
        if row.finished_at is None:
            raise UnavailableError(f"The job ended as {job.state.value}: {job.error_message or 'it says no more'}")
        return row


async def _send(platform: "Platform", person: UUID, file: Path, account_id: UUID | None) -> tuple[UUID, UUID]:
    """Store the file as an upload does and begin its import; ids of the import and of its job."""
    from core.documents.complete_upload import complete_upload  # noqa: PLC0415 loaded with the platform
    from core.documents.create_upload import CreateUpload, create_upload  # noqa: PLC0415 as above
    from core.documents.models import UploadPurpose  # noqa: PLC0415 as above

    limit = platform.settings.limits.upload_bytes
    size, content = await asyncio.to_thread(_content, file, limit)
    command = CreateUpload(UploadPurpose.STATEMENT, file.name, "application/octet-stream", size, account_id)
    async with platform.database.unit_of_work(person) as uow:
        upload, _ = await create_upload(uow, platform.clock, platform.blobs, limit, command)
    await platform.blobs.put(upload.storage_key, content, upload.content_type)
    async with platform.database.unit_of_work(person) as uow:
        completed = await complete_upload(uow, platform.clock, platform.blobs, upload.id)
    begun = completed.statement_import
    if begun is None or begun.job_id is None:
        raise RuntimeError("a statement's upload began no import")
    return begun.id, begun.job_id


def _content(file: Path, limit: int) -> tuple[int, bytes]:
    """A file's size and content; what is larger than the limit is refused by its size, unread."""
    size = file.stat().st_size
    if size > limit:
        return size, b""
    content = file.read_bytes()
    return len(content), content


def _result(file: Path, row: "StatementImportRow") -> FileResult:
    from core.banking.models import ImportStatus  # noqa: PLC0415 as above

    if row.status is not ImportStatus.DONE:
        error = {"code": row.error_code, "line": row.error_line, "message": row.error_message}
        return FileResult({"file": str(file), "error": error}, 1 if row.error_code == "INTERNAL" else 2)
    return FileResult(
        {
            "file": str(file),
            "format": row.format.value if row.format else None,
            "encoding": row.encoding,
            "lines": row.lines_total,
            "new": row.lines_new,
            "duplicate": row.lines_duplicate,
            "changed": row.lines_changed,
            "suspicious": row.lines_suspicious,
            "warnings": row.warnings,
            "import": str(row.id),
            "job": str(row.job_id),
        }
    )


def _describe(line: dict[str, Any]) -> str:
    return (
        f"{line['file']}: {line['new']} new, {line['duplicate']} duplicate, {line['changed']} changed, "
        f"{line['suspicious']} suspicious of {line['lines']} lines ({line['format']})"
    )

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.act_for_person import find_person
from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.commands.operate_job import cancel, retry
from cli.commands.read_id import read_id
from cli.output import print_json, print_table, print_text
from cli.running_platform import open_platform
from core.errors import DomainError, NotFoundError

if TYPE_CHECKING:
    from core.jobs.models import JobRow

jobs_app = typer.Typer(
    help="Jobs: the work that is not done within a request.", rich_markup_mode=None, no_args_is_help=False
)
JobIdArgument = Annotated[str, typer.Argument(metavar="ID", help="The job's id.")]


class UnknownStateError(DomainError):
    """No job is ever in such a state."""

    code = "UNKNOWN_STATE"


@jobs_app.callback(invoke_without_command=True)
def list_jobs(
    context: typer.Context,
    user: Annotated[
        str | None, typer.Option("--user", metavar="E-MAIL", help="Whose; everybody's if left out.")
    ] = None,
    state: Annotated[str | None, typer.Option(help="queued, running, done, dead or cancelled.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Jobs at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List jobs, newest first."""
    if context.invoked_subcommand is not None:
        return
    rows = asyncio.run(_list(invocation_of(context), user, state, limit))
    if as_json:
        for row in rows:
            print_json(_as_json(row))
        return
    print_table(
        ("id", "job", "state", "progress", "attempts", "created", "error"),
        [
            (row.id, row.name, row.state.value, f"{row.progress} %", row.attempts, row.created_at, row.error_code)
            for row in rows
        ],
    )


@jobs_app.command("show")
def show_job(context: typer.Context, job: JobIdArgument, as_json: AsJson = False) -> None:
    """Show all that is known of a job."""
    _print(asyncio.run(_show(invocation_of(context), job)), as_json=as_json)


@jobs_app.command("cancel")
def cancel_job(context: typer.Context, job: JobIdArgument, as_json: AsJson = False) -> None:
    """Stop a job that is not over. What it has stored in whole pieces stays."""
    job_id = read_id(job, "Job")
    _print(asyncio.run(cancel(invocation_of(context).data_folder, job_id)), as_json=as_json)


@jobs_app.command("retry")
def retry_job(context: typer.Context, job: JobIdArgument, as_json: AsJson = False) -> None:
    """Queue a dead or cancelled job again, with all its attempts."""
    job_id = read_id(job, "Job")
    _print(asyncio.run(retry(invocation_of(context).data_folder, job_id)), as_json=as_json)


async def _list(invocation: Invocation, user: str | None, state: str | None, limit: int) -> "list[JobRow]":
    from sqlalchemy import select  # noqa: PLC0415 loaded with the platform

    from core.jobs.models import JobRow, JobState  # noqa: PLC0415 as above

    statement = select(JobRow).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(limit)
    if state is not None:
        if state not in set(JobState):
            raise UnknownStateError(f"{state!r} is no state: {', '.join(JobState)}.", field="state")
        statement = statement.where(JobRow.state == JobState(state))
    async with open_platform(invocation.data_folder) as platform:
        if user is not None:
            statement = statement.where(JobRow.user_id == (await find_person(platform, user)).id)
        async with platform.database.read_system() as read:
            return list((await read.session.execute(statement)).scalars())


async def _show(invocation: Invocation, job: str) -> "JobRow":
    from core.jobs.models import JobRow  # noqa: PLC0415 as above

    job_id = read_id(job, "Job")
    async with open_platform(invocation.data_folder) as platform, platform.database.read_system() as read:
        row = await read.session.get(JobRow, job_id)
    if row is None:
        raise NotFoundError(f"There is no job {job_id}.", field="id")
    return row


def _print(row: "JobRow", *, as_json: bool) -> None:
    shown = _as_json(row)
    if as_json:
        print_json(shown)
        return
    for name, value in shown.items():
        print_text(f"{name:<12} {'' if value is None else value}".rstrip())


def _as_json(row: "JobRow") -> dict[str, Any]:
    moments = {"created_at": row.created_at, "run_at": row.run_at, "finished_at": row.finished_at}
    return {
        "id": str(row.id),
        "name": row.name,
        "user_id": str(row.user_id) if row.user_id else None,
        "state": row.state.value,
        "progress": row.progress,
        "note": row.progress_note,
        "attempts": row.attempts,
        "max_attempts": row.max_attempts,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "cancelling": row.cancel_requested_at is not None and row.finished_at is None,
        "result": row.result or None,
        "error": {"code": row.error_code, "message": row.error_message} if row.error_code else None,
    }

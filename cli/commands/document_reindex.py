import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from cli.commands.act_for_person import act_for_person
from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.ids import JobId


def document_reindex(
    context: typer.Context,
    user: Annotated[
        str | None, typer.Option("--user", metavar="E-MAIL", help="Whose; everybody's if left out.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All documents of --user, also those indexed by the present embedder.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Index again what another embedder indexed; the jobs go on by themselves."""
    if every and user is None:
        raise typer.BadParameter("--all needs --user: whose documents?")
    job = asyncio.run(_reindex(invocation_of(context), user, every=every))
    if as_json:
        print_json({"job": str(job)})
    else:
        print_text(f"job {job}: solvent jobs show {job}")


async def _reindex(invocation: Invocation, user: str | None, *, every: bool) -> "JobId | None":
    from core.documents.messages import FindOldVectors, IndexDocumentsAgain  # noqa: PLC0415 loaded with the platform
    from core.jobs.enqueue import enqueue  # noqa: PLC0415 as above
    from ml.embeddings.load_embedder import embedder_version  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform:
        if user is None:
            async with platform.database.system_unit_of_work() as uow:
                embedder = embedder_version(platform.settings.onnx_embedder)
                return await enqueue(uow, FindOldVectors(embedder=embedder, again=True))
        person = await act_for_person(platform, user, "document reindex")
        async with platform.database.unit_of_work(person.id) as uow:
            return await enqueue(uow, IndexDocumentsAgain(every=every))

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job
from core.jobs.cancel_job import cancel_job


@strawberry.input(description="Which job to cancel.")
class CancelJobInput:
    """Input of `cancelJob`."""

    id: strawberry.ID = strawberry.field(description="The job.")


@strawberry.type(description="The cancelled job.")
class CancelJobPayload(Payload):
    """Answer of `cancelJob`."""

    job: Job | None = strawberry.field(default=None, description="The job; it stops at its next step.")


async def _cancel_job(info: strawberry.Info[Context], input: CancelJobInput) -> CancelJobPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        row = await cancel_job(uow, decode_id(input.id, "Job", "id"))
    return CancelJobPayload(job=Job(row=row))


@strawberry.type
class CancelJobMutation:
    """Cancelling a job."""

    cancel_job: CancelJobPayload = mutation(
        Permission.JOBS_CANCEL,
        CancelJobPayload,
        "Stop a job that is not over. What it has stored in whole pieces stays.",
    )(_cancel_job)

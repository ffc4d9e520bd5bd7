from collections.abc import Awaitable, Callable
from typing import Any

from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from tests.jobs.workshop import Mark, Workshop, mark_once
from tests.support.people import Person

JOBS = """query($states: [JobState!]) { jobs(first: 50, states: $states) { edges { node {
  id name state progress progressNote attempts result errorCode errorMessage finishedAt } } } }"""
NODE = "query($id: ID!) { node(id: $id) { id ... on Job { state } } }"
CANCEL = "mutation($i: CancelJobInput!) { cancelJob(input: $i) { job { id state } errors { code field } } }"


async def jobs_of(person: Person, **variables: Any) -> list[dict[str, Any]]:
    answer = await person.ask(JOBS, **variables)
    return [edge["node"] for edge in answer["jobs"]["edges"]]


async def test_a_person_sees_how_their_job_stands(workshop: Workshop, person: Person) -> None:
    seen: list[list[dict[str, Any]]] = []

    async def look(run: JobRun, _message: Mark) -> None:
        await run.progress(40, "halfway, nearly")
        seen.append(await jobs_of(person))

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, look) is JobState.DONE
    ((running,),) = seen
    assert (running["state"], running["progress"], running["progressNote"]) == ("RUNNING", 40, "halfway, nearly")
    assert (running["name"], running["attempts"], running["finishedAt"]) == ("tests.mark", 1, None)
    (done,) = await jobs_of(person, states=["DONE"])
    assert (done["state"], done["progress"], done["result"]) == ("DONE", 100, {})
    assert await jobs_of(person, states=["QUEUED", "DEAD"]) == []


async def test_an_unexpected_failure_shows_no_internals(workshop: Workshop, person: Person) -> None:
    async def fail(_run: JobRun, _message: Mark) -> None:
        raise KeyError("secret_table")

    job_id = await workshop.enqueue()
    await workshop.run(job_id, fail)
    (job,) = await jobs_of(person)
    assert (job["state"], job["errorCode"]) == ("QUEUED", "INTERNAL")
    assert "secret_table" not in str(job)


async def test_jobs_of_one_person_are_invisible_to_another(
    workshop: Workshop, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    job_id = await workshop.enqueue()
    (mine,) = await jobs_of(person)
    other = await another()
    assert await jobs_of(other) == []
    assert (await other.ask(NODE, id=mine["id"]))["node"] is None
    refused = (await other.ask(CANCEL, i={"id": mine["id"]}))["cancelJob"]
    assert refused == {"job": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}
    assert (await workshop.row(job_id)).cancel_requested_at is None
    assert (await person.ask(NODE, id=mine["id"]))["node"] == {"id": mine["id"], "state": "QUEUED"}


async def test_a_job_of_the_platform_is_invisible_to_everybody(workshop: Workshop, person: Person) -> None:
    job_id = await workshop.enqueue()
    (mine,) = await jobs_of(person)
    await workshop.change(job_id, user_id=None)
    assert await jobs_of(person) == []
    assert (await person.ask(NODE, id=mine["id"]))["node"] is None
    await workshop.change(job_id, user_id=workshop.person)


async def test_a_person_cancels_their_job_once(workshop: Workshop, person: Person) -> None:
    job_id = await workshop.enqueue()
    (mine,) = await jobs_of(person)
    answer = (await person.ask(CANCEL, i={"id": mine["id"]}))["cancelJob"]
    assert (answer["job"]["id"], answer["errors"]) == (mine["id"], [])
    assert await workshop.run(job_id, mark_once) is JobState.CANCELLED
    again = (await person.ask(CANCEL, i={"id": mine["id"]}))["cancelJob"]
    assert again == {"job": None, "errors": [{"code": "JOB_FINISHED", "field": "id"}]}


async def test_a_stranger_sees_and_cancels_nothing(workshop: Workshop, person: Person, stranger: Person) -> None:
    await workshop.enqueue()
    (mine,) = await jobs_of(person)
    assert await stranger.error_code(JOBS) == "UNAUTHENTICATED"
    assert await stranger.error_code(CANCEL, i={"id": mine["id"]}) == "UNAUTHENTICATED"

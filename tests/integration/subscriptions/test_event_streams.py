"""graphql-sse, distinct connections mode: one request, one stream of `next` events, and `complete`."""

from core.adapters.wiring import Platform
from tests.support.event_streams import event_stream
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person, make_person
from tests.support.serving import PROGRESS, Address

STATEMENT = b"Date,Description,Amount,Currency\n2026-01-05,Tea,-3.00,EUR\n"
CANCEL = "mutation($i: ID!) { cancelJob(input: {id: $i}) { errors { code } } }"


async def test_a_job_is_watched_to_its_end(
    address: Address, person: Person, platform: Platform, handlers: Handlers
) -> None:
    job = (await send_file(person, "STATEMENT", "tea.csv", STATEMENT))["job"]
    async with event_stream(address, person, PROGRESS, id=job["id"]) as stream:
        assert stream.response.status_code == 200
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        assert stream.response.headers["cache-control"] == "no-cache, no-transform"
        assert await stream.next_data() == {"jobProgress": {"state": "QUEUED"}}
        await person.ask(CANCEL, i=job["id"])
        await do_jobs(platform, handlers, person.user_id)
        told = await stream.next_data()
        while told == {"jobProgress": {"state": "RUNNING"}}:
            told = await stream.next_data()
        assert told == {"jobProgress": {"state": "CANCELLED"}}
        assert await stream.next_event() == ("complete", {})
        assert await stream.is_over()


async def test_queries_may_be_asked_this_way_too(address: Address, person: Person) -> None:
    async with event_stream(address, person, "{ viewer { email } }") as stream:
        assert await stream.next_data() == {"viewer": {"email": person.email}}
        assert await stream.next_event() == ("complete", {})


async def test_a_stranger_is_told_to_sign_in(address: Address, stranger: Person) -> None:
    async with event_stream(address, stranger, PROGRESS, id="x") as stream:
        event, told = await stream.next_event()
        assert (event, [error["extensions"]["code"] for error in told["errors"]]) == ("next", ["UNAUTHENTICATED"])
        assert await stream.next_event() == ("complete", {})


async def test_another_persons_job_is_not_found(address: Address, person: Person, platform: Platform) -> None:
    job = (await send_file(person, "STATEMENT", "tea.csv", STATEMENT))["job"]
    somebody = await make_person(platform, person.client)
    async with event_stream(address, somebody, PROGRESS, id=job["id"]) as stream:
        _, told = await stream.next_event()
        assert [error["extensions"]["code"] for error in told["errors"]] == ["NOT_FOUND"]


async def test_a_bad_token_is_refused_before_the_stream(address: Address, stranger: Person) -> None:
    stranger.token = "not.a.token"
    async with event_stream(address, stranger, PROGRESS, id="x") as stream:
        assert stream.response.status_code == 401
        assert (await stream.response.aread()).startswith(b'{"errors":[')

"""Erasing somebody whom others let in and who let others in: their side goes, the others' books and histories stay."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import select, text

from core.adapters.wiring import Platform
from core.audit.models import AuditEntryRow
from core.audit.seal_history import seal_history
from core.audit.verify_chain import verify_histories
from core.identity.grants.models import GrantRow
from core.jobs.models import JobState
from tests.conftest import Services
from tests.integration.test_privacy_deletion import ask_to_leave, erase, shut, traces
from tests.security.test_grants import CATEGORISE, NO_GRANT
from tests.support.grants import INVITE, REVOKE, TRANSACTIONS, categories_of, let_in, make_books, seen_by
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

GIVEN = "{ givenGrants { email state } }"
RECEIVED = "{ receivedGrants { ownerEmail state } }"
HISTORY = "{ activity(first: 50) { edges { node { action doneBy } } } }"

Another = Callable[[], Awaitable[Person]]


async def history(person: Person) -> list[tuple[str, str]]:
    edges = (await person.ask(HISTORY))["activity"]["edges"]
    return [(edge["node"]["action"], edge["node"]["doneBy"]) for edge in edges]


async def who_names(platform: Platform, words: list[str]) -> set[UUID]:
    """Whose histories name an erased person."""
    about = (
        "SELECT DISTINCT user_id FROM audit_entries "
        "WHERE strpos(coalesce(actor_id::text, '') || ' ' || details::text, :word) > 0"
    )
    async with platform.database.read_system() as read:
        return {
            user_id for word in words for user_id in (await read.session.execute(text(about), {"word": word})).scalars()
        }


async def test_both_sides_of_grants_of_an_erased_person(
    services: Services, platform: Platform, handlers: Handlers, person: Person, another: Another
) -> None:
    client, reader, friend = await another(), await another(), await another()
    theirs, mine = await make_books(client), await make_books(person)
    as_accountant = await let_in(client, person, "ACCOUNTANT", accountIds=[theirs.accounts["Office"]])
    category = (await categories_of(client))["business.software"]
    sorted_ = {"id": theirs.transactions["Office 2026 taxi"], "categoryId": category}
    assert (await as_accountant.ask(CATEGORISE, i=sorted_))["categoriseTransaction"]["errors"] == []
    as_reader = await let_in(person, reader)
    assert await seen_by(as_reader) == set(mine.transactions)
    ended = await let_in(person, friend)
    assert (await person.ask(REVOKE, i={"grantId": ended.grant}))["revokeGrant"]["errors"] == []
    given = {"email": person.email, "kind": "READ_ONLY"}
    assert (await friend.ask(INVITE, i=given))["inviteToBooks"]["errors"] == []  # still waits
    given = {"email": client.email, "kind": "READ_ONLY"}
    assert (await person.ask(INVITE, i=given))["inviteToBooks"]["errors"] == []
    for somebody in (person, client, reader, friend):
        await do_jobs(platform, handlers, somebody.user_id)
    await do_system_jobs(platform, handlers)  # the mails about all that
    books_before = await client.ask(TRANSACTIONS)
    before = {one.email: await history(one) for one in (client, reader, friend)}

    words = [str(person.user_id), person.email]
    await ask_to_leave(person, platform)
    assert await erase(platform, handlers, await shut(person, platform, handlers)) is JobState.DONE

    # What names them is in histories alone, and those are the others': who read, who sorted, who was invited.
    assert set(await traces(services, platform, words)) == {"audit_entries.actor_id", "audit_entries.details"}
    assert await who_names(platform, words) == {client.user_id, friend.user_id}  # the reader's own acts name the reader
    for one in (client, reader, friend):
        assert await history(one) == before[one.email]
    assert ("grant.used", "COUNTERPART") in before[client.email]
    assert {"grant.invited", "grant.accepted", "grant.used"} <= {action for action, _ in before[client.email]}
    assert ("grant.revoked", "COUNTERPART") in before[friend.email]

    assert (await client.ask(GIVEN))["givenGrants"] == []
    assert (await client.ask(RECEIVED))["receivedGrants"] == []
    assert (await reader.ask(RECEIVED))["receivedGrants"] == []
    assert (await friend.ask(GIVEN))["givenGrants"] == []
    async with platform.database.read_system() as read:
        left = select(GrantRow.id).where(GrantRow.user_id.in_([one.user_id for one in (client, reader, friend)]))
        assert (await read.session.execute(left)).scalars().all() == []
    assert (await as_reader.send(TRANSACTIONS))["errors"][0]["extensions"] == NO_GRANT
    assert await client.ask(TRANSACTIONS) == books_before  # and what the accountant sorted stays sorted
    kept = {row["id"]: row["category"] for row in (edge["node"] for edge in books_before["transactions"]["edges"])}
    assert kept[theirs.transactions["Office 2026 taxi"]] == {"key": "business.software"}


async def test_the_others_histories_still_hold_together(
    platform: Platform, handlers: Handlers, person: Person, another: Another
) -> None:
    other = await another()
    await make_books(person)
    caller = await let_in(person, other)
    await seen_by(caller)
    assert other.user_id is not None
    await seal_history(platform.database, other.user_id)
    async with platform.database.read_system() as read:
        entries = select(AuditEntryRow.hash).where(AuditEntryRow.user_id == other.user_id)
        chain = (await read.session.execute(entries.order_by(AuditEntryRow.sequence))).scalars().all()
    await ask_to_leave(person, platform)
    assert await erase(platform, handlers, await shut(person, platform, handlers)) is JobState.DONE
    async with platform.database.read_system() as read:
        assert (await read.session.execute(entries.order_by(AuditEntryRow.sequence))).scalars().all() == chain
    report = await verify_histories(platform.database)
    assert [found for found in report.breaks if found.user_id == other.user_id] == []

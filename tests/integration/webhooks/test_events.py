"""What is told: each kind of event, of what it is about, and never a change that was not committed."""

import asyncio
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.adapters.wiring import Platform
from core.key_action import KeyAction
from core.webhooks.event_kind import EventKind
from core.webhooks.spread_events import spread_events
from core.webhooks.write_event import kind_of, write_event
from tests.integration.test_banks_consents import REVOKE
from tests.integration.test_forecast import REQUEST as FORECAST
from tests.integration.test_marketplace import REQUEST as LEAD
from tests.integration.test_marketplace import WITHDRAW, offer
from tests.support.banks import banks_served, connect
from tests.support.files import send_file
from tests.support.grants import let_in
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person
from tests.support.webhooks import ReceiverProcess, account_of, deliver, deliveries, listening, spend

Told = list[tuple[str, dict[str, Any]]]
CHANGE = "mutation($i: UpdateTransactionInput!) { updateTransaction(input: $i) { errors { code } } }"
REMOVE = "mutation($i: DeleteTransactionInput!) { deleteTransaction(input: $i) { errors { code } } }"
RESTORE = "mutation($i: RestoreTransactionInput!) { restoreTransaction(input: $i) { errors { code } } }"
CATEGORISE = """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) { errors { code } } }"""


@pytest.fixture
async def told(hooked: Platform, owner: Person, receiver: ReceiverProcess) -> "Listening":
    path = f"/ok/{owner.user_id}"
    await listening(owner, receiver, path)
    return Listening(hooked, receiver, path)


class Listening:
    """What an endpoint was told since it was asked last."""

    def __init__(self, platform: Platform, receiver: ReceiverProcess, path: str) -> None:
        self._platform = platform
        self._receiver = receiver
        self._path = path
        self._seen = 0

    async def news(self) -> Told:
        await deliver(self._platform)
        got = self._receiver.received(self._path)[self._seen :]
        self._seen += len(got)
        assert [one["problem"] for one in got] == [None] * len(got)
        return sorted(((one["body"]["type"], one["body"]["data"]) for one in got), key=lambda one: one[0])


async def test_transactions_are_created_changed_and_removed(owner: Person, told: Listening) -> None:
    account = await account_of(owner)
    key = await spend(owner, account)
    data = {"ids": [key], "accountIds": [account]}
    assert await told.news() == [("transactions.created", data)]
    assert (await owner.ask(CHANGE, i={"id": key, "note": "twice"}))["updateTransaction"]["errors"] == []
    assert await told.news() == [("transactions.changed", data)]
    await owner.ask(REMOVE, i={"id": key})
    assert await told.news() == [("transactions.removed", data)]
    await owner.ask(RESTORE, i={"id": key})
    assert await told.news() == [("transactions.changed", data)]


async def test_an_accountant_s_work_is_told_to_the_owner(owner: Person, somebody_else: Person, told: Listening) -> None:
    account = await account_of(owner)
    key = await spend(owner, account)
    await told.news()
    accountant = await let_in(owner, somebody_else, "ACCOUNTANT")
    category = (await owner.ask("{ categories { id key } }"))["categories"][0]["id"]
    done = await accountant.ask(CATEGORISE, i={"id": key, "categoryId": category})
    assert done["categoriseTransaction"]["errors"] == []
    assert await told.news() == [("transactions.changed", {"ids": [key], "accountIds": [account]})]


async def test_an_import_is_told_in_parts_of_a_hundred(
    hooked: Platform, handlers: Handlers, owner: Person, told: Listening
) -> None:
    rows = ["Date;Amount;Currency;Description", *(f"05.03.2025;-{1 + n},00;RUB;Shop {n}" for n in range(250))]
    await send_file(owner, "STATEMENT", "a.csv", "\n".join(rows).encode())
    await do_jobs(hooked, handlers, owner.user_id)
    created = [data for kind, data in await told.news() if kind == "transactions.created"]
    assert sorted(len(data["ids"]) for data in created) == [50, 100, 100]
    assert len({key for data in created for key in data["ids"]}) == 250


async def test_what_was_rolled_back_is_not_told(hooked: Platform, owner: Person, told: Listening) -> None:
    person = owner.user_id
    assert person is not None
    with suppress(RuntimeError):
        async with hooked.database.unit_of_work(person) as uow:
            await write_event(uow, person, EventKind.LEAD_CHANGED, [uuid4()])
            raise RuntimeError
    assert await told.news() == []


async def test_leads(owner: Person, told: Listening) -> None:
    given = {
        "offerId": await offer(owner, "first-review"),
        "agreedFields": ["NAME", "EMAIL"],
        "consentText": "Ledgerly may have my name and mail address.",
    }
    lead = (await owner.ask(LEAD, i=given))["requestLead"]["lead"]["id"]
    assert await told.news() == [("lead.changed", {"id": lead})]
    await owner.ask(WITHDRAW, i={"leadId": lead})
    assert await told.news() == [("lead.changed", {"id": lead})]


async def test_forecasts_are_told_when_they_are_ready(
    hooked: Platform, handlers: Handlers, owner: Person, told: Listening
) -> None:
    await spend(owner, await account_of(owner))
    await told.news()
    made = (await owner.ask(FORECAST, i={"horizonDays": 30}))["requestForecast"]
    assert [kind for kind, _ in await told.news()] == []
    await do_jobs(hooked, handlers, owner.user_id)
    news = await told.news()
    assert ("forecast.made", {"id": made["forecast"]["id"]}) in news


async def test_consents_are_granted_and_end(owner: Person, hooked: Platform, told: Listening) -> None:
    with banks_served(hooked, "vbank"):
        (connection,) = (await connect(owner, "vbank"))["connections"]
        (consent,) = connection["consents"]
        assert consent["status"] == "AUTHORISED"
        granted = [one for one in await told.news() if one[0].startswith("consent.")]
        assert granted == [("consent.granted", {"id": consent["id"]})]
        await owner.ask(REVOKE, i={"consentId": consent["id"]})
        assert await told.news() == [("consent.ended", {"id": consent["id"]})]


@pytest.mark.parametrize(
    ("action", "details", "kind"),
    [
        ("document.read", {}, EventKind.DOCUMENT_READ),
        ("document.uploaded", {}, None),
        ("lead.accepted", {}, EventKind.LEAD_CHANGED),
        ("bank.consent_lapses_soon", {}, EventKind.CONSENT_EXPIRING),
        ("bank.consent_revoked", {}, EventKind.CONSENT_ENDED),
        ("bank.consent_changed", {"after": "authorised"}, EventKind.CONSENT_GRANTED),
        ("bank.consent_changed", {"after": "expired"}, EventKind.CONSENT_ENDED),
        ("bank.consent_changed", {"after": "pending"}, None),
        ("payee.added", {}, None),
    ],
)
def test_key_actions_that_are_events(action: str, details: dict[str, Any], kind: EventKind | None) -> None:
    assert kind_of(KeyAction(UUID(int=1), action, "any", UUID(int=2), None, details)) is kind


async def test_each_endpoint_is_told_of_its_kinds_alone(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    mine, others = f"/ok/{owner.user_id}/created", f"/ok/{owner.user_id}/leads"
    await listening(owner, receiver, mine, kinds=["TRANSACTIONS_CREATED"])
    await listening(owner, receiver, others, kinds=["LEAD_CHANGED"])
    key = await spend(owner, await account_of(owner))
    await owner.ask(REMOVE, i={"id": key})
    await deliver(hooked)
    assert [one["body"]["type"] for one in receiver.received(mine)] == ["transactions.created"]
    assert receiver.received(others) == []


async def test_spreading_at_the_same_time_makes_each_delivery_once(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    await listening(owner, receiver, f"/ok/{owner.user_id}")
    account = await account_of(owner)
    for _ in range(6):
        await spend(owner, account)
    spread = await asyncio.gather(*(spread_events(hooked.database) for _ in range(5)))
    assert sum(spread) == 6
    names = [row["messageId"] for row in await deliveries(owner)]
    assert len(names) == len(set(names)) == 6

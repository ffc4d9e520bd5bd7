"""Deliveries: signed, retried, logged, bounded; and what an endpoint's answers make of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, update

from api.webhooks.run_deliveries import build_courier
from core.adapters.webhooks.http_sender import HttpWebhookSender
from core.adapters.wiring import Platform
from core.ports.webhook_sender import WebhookAnswer
from core.settings import Settings
from core.webhooks.backoff import pauses
from core.webhooks.claim_deliveries import claim_deliveries
from core.webhooks.deliver import Courier
from core.webhooks.deliver_due import DeliveryRounds
from core.webhooks.models import WebhookDeliveryRow
from core.webhooks.settle_delivery import settle_delivery
from core.webhooks.spread_events import spread_events
from tests.support.jobs import Handlers, do_jobs
from tests.support.mail import subjects_to
from tests.support.people import Person
from tests.support.webhooks import (
    REPEAT,
    ROTATE,
    UPDATE,
    WEBHOOKS,
    ReceiverProcess,
    account_of,
    change_hook,
    deliver,
    deliveries,
    hurry,
    listening,
    spend,
    try_out,
)


async def test_a_new_transaction_reaches_its_owners_endpoint_signed(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    account = await account_of(owner)
    key = await spend(owner, account)
    await deliver(hooked)
    (got,) = receiver.received(path)
    assert got["problem"] is None
    assert got["body"]["type"] == "transactions.created"
    assert got["body"]["data"] == {"ids": [key], "accountIds": [account]}
    assert got["headers"]["content-type"] == "application/json"
    assert "traceparent" not in got["headers"]
    (row,) = await deliveries(owner)
    assert (row["webhook"]["id"], row["messageId"], row["state"], row["attempts"]) == (hook, got["id"], "DELIVERED", 1)
    assert (row["statusCode"], row["answer"], row["error"], row["nextAttemptAt"]) == (200, "it was ok", None, None)
    await deliver(hooked)
    assert len(receiver.received(path)) == 1


async def test_a_retry_and_a_repeat_come_under_the_same_id(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/second/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    assert (await try_out(owner, hook))["errors"] == []
    await deliver(hooked)
    (row,) = await deliveries(owner)
    assert (row["state"], row["statusCode"], row["error"]) == ("PENDING", 500, "The endpoint answered 500.")
    pending = (await owner.ask(REPEAT, i={"id": row["id"]}))["redeliverWebhook"]["errors"]
    assert pending == [{"code": "DELIVERY_PENDING", "field": "id"}]
    await hurry(hooked, owner)
    await deliver(hooked)
    (row,) = await deliveries(owner)
    assert (row["state"], row["attempts"], row["error"]) == ("DELIVERED", 2, None)
    repeat = (await owner.ask(REPEAT, i={"id": row["id"]}))["redeliverWebhook"]["delivery"]
    assert (repeat["isRepeat"], repeat["messageId"]) == (True, row["messageId"])
    await deliver(hooked)
    got = receiver.received(path)
    assert [one["id"] for one in got] == [row["messageId"]] * 3
    assert [one["problem"] for one in got] == [None] * 3
    assert [one["state"] for one in await deliveries(owner)] == ["DELIVERED"] * 2


async def test_while_a_secret_is_replaced_both_fit_and_then_the_new_one_alone(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    rotated = (await owner.ask(ROTATE, i={"id": hook}))["rotateWebhookSecret"]
    assert rotated["errors"] == []
    await try_out(owner, hook)
    await deliver(hooked)  # verified with the old secret
    receiver.know(path, rotated["secret"])
    await try_out(owner, hook)
    await deliver(hooked)  # and with the new one
    first, second = receiver.received(path)
    assert [first["problem"], second["problem"]] == [None, None]
    assert len(second["headers"]["webhook-signature"].split(" ")) == 2
    await change_hook(hooked, owner, previous_secret_until=hooked.clock.now() - timedelta(seconds=1))
    await try_out(owner, hook)
    await deliver(hooked)
    last = receiver.received(path)[2]
    assert (last["problem"], len(last["headers"]["webhook-signature"].split(" "))) == (None, 1)


async def test_gone_disables_at_once_and_what_waits_is_given_up(
    hooked: Platform, handlers: Handlers, settings: Settings, owner: Person, receiver: ReceiverProcess
) -> None:
    hook = await listening(owner, receiver, f"/gone/{owner.user_id}")
    for _ in range(2):
        await try_out(owner, hook)
    rounds = DeliveryRounds(build_courier(hooked))
    await rounds.round()
    await rounds.drain()
    (node,) = [edge["node"] for edge in (await owner.ask(WEBHOOKS))["webhooks"]["edges"]]
    assert (node["status"], node["disabledReason"]) == ("DISABLED", "GONE")
    rows = await deliveries(owner)
    assert [row["state"] for row in rows] == ["FAILED", "FAILED"]
    assert "The endpoint answered 410." in {row["error"] for row in rows}
    inactive = [{"code": "WEBHOOK_INACTIVE", "field": "id"}]
    assert (await try_out(owner, hook))["errors"] == inactive
    assert (await owner.ask(REPEAT, i={"id": rows[0]["id"]}))["redeliverWebhook"]["errors"] == inactive
    await do_jobs(hooked, handlers, owner.user_id)
    assert subjects_to(settings, owner.email).count("The webhook at 127.0.0.1 was disabled") == 1
    on = (await owner.ask(UPDATE, i={"id": hook, "isPaused": False}))["updateWebhook"]["webhook"]
    assert (on["status"], on["disabledReason"], on["failingSince"]) == ("ACTIVE", None, None)


async def test_failing_for_days_disables_and_one_delivery_that_arrives_forgives(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    hook = await listening(owner, receiver, f"/second/{owner.user_id}")

    async def attempt() -> tuple[str, str | None, bool]:
        await hurry(hooked, owner)
        await deliver(hooked)
        (node,) = [edge["node"] for edge in (await owner.ask(WEBHOOKS))["webhooks"]["edges"]]
        return node["status"], node["disabledReason"], node["failingSince"] is not None

    await try_out(owner, hook)
    assert await attempt() == ("ACTIVE", None, True)
    await change_hook(hooked, owner, failing_since=hooked.clock.now() - timedelta(days=6))
    assert await attempt() == ("ACTIVE", None, False)  # the second try arrived
    receiver.know(f"/second/{owner.user_id}", "whsec_" + "A" * 44)  # answers 401 from now on
    await change_hook(hooked, owner, failing_since=hooked.clock.now() - timedelta(days=6))
    await try_out(owner, hook)
    assert await attempt() == ("DISABLED", "FAILING", True)


async def test_a_redirect_is_not_followed_and_of_a_long_answer_little_is_read(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    moved = await listening(owner, receiver, f"/moved/{owner.user_id}")
    long = await listening(owner, receiver, f"/long/{owner.user_id}")
    await try_out(owner, moved)
    await try_out(owner, long)
    await deliver(hooked)
    first, second = await deliveries(owner)
    assert (first["state"], first["statusCode"]) == ("PENDING", 302)
    assert (second["state"], second["answer"]) == ("DELIVERED", "x" * 1024)
    assert receiver.received("/ok/after-redirect") == []


async def came(receiver: ReceiverProcess, path: str, number: int) -> None:
    """So many requests have reached the receiver."""
    async with asyncio.timeout(20):
        while len(receiver.received(path)) < number:  # noqa: ASYNC110 it is another process
            await asyncio.sleep(0.02)


@pytest.fixture
async def patient(hooked: Platform) -> AsyncIterator[DeliveryRounds]:
    """Rounds that wait long for an endpoint; what hangs is broken off in the end."""
    settings = hooked.settings.webhooks.model_copy(update={"total_seconds": 60.0})
    made = build_courier(hooked)
    sender = HttpWebhookSender(settings)
    courier = Courier(hooked.database, hooked.clock, settings, sender, made.payloads, measures=made.measures)
    rounds = DeliveryRounds(courier)
    yield rounds
    await rounds.stop(0)


async def test_an_endpoint_that_hangs_has_its_few_places_and_others_are_told(
    owner: Person, somebody_else: Person, receiver: ReceiverProcess, patient: DeliveryRounds
) -> None:
    hanging, path = f"/hang/{owner.user_id}", f"/ok/{somebody_else.user_id}"
    await listening(owner, receiver, hanging)
    account = await account_of(owner)
    for _ in range(10):
        await spend(owner, account)
    for _ in range(3):
        await patient.round()
    await came(receiver, hanging, 4)
    hook = await listening(somebody_else, receiver, path)
    await try_out(somebody_else, hook)
    await patient.round()
    await came(receiver, path, 1)
    await patient.round()
    assert len(receiver.received(hanging)) == 4
    rows = await deliveries(owner)
    assert [row["state"] for row in rows] == ["PENDING"] * 10
    assert sorted(row["attempts"] for row in rows) == [0] * 6 + [1] * 4


async def test_without_an_answer_in_time_it_is_tried_later(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    hook = await listening(owner, receiver, f"/hang/{owner.user_id}")
    await try_out(owner, hook)
    await deliver(hooked)
    (row,) = await deliveries(owner)
    assert (row["state"], row["statusCode"], row["error"]) == ("PENDING", None, "No answer in time.")
    assert row["nextAttemptAt"] is not None


async def test_while_it_is_paused_nothing_is_sent_and_what_waited_goes_on(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    account = await account_of(owner)
    waited = await spend(owner, account)
    await spread_events(hooked.database)
    await owner.ask(UPDATE, i={"id": hook, "isPaused": True})
    await spend(owner, account)
    await deliver(hooked)
    assert receiver.received(path) == []
    await owner.ask(UPDATE, i={"id": hook, "isPaused": False})
    await deliver(hooked)
    assert [one["body"]["data"]["ids"] for one in receiver.received(path)] == [[waited]]


async def test_what_kills_whoever_tells_it_is_not_tried_for_ever(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    """Attempts count when they are taken. All of these are leases that lapsed without a word."""
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    await try_out(owner, hook)
    for _ in range(len(pauses(hooked.settings.webhooks)) + 1):
        (claimed,) = await claim_deliveries(hooked.database, hooked.settings.webhooks, 8, is_failing=False)
        assert await claim_deliveries(hooked.database, hooked.settings.webhooks, 8, is_failing=False) == []
        async with hooked.database.system_unit_of_work() as uow:
            lapsed = update(WebhookDeliveryRow).where(WebhookDeliveryRow.id == claimed.id)
            await uow.session.execute(lapsed.values(lease_until=func.now() - timedelta(seconds=1)))
    await deliver(hooked)
    (row,) = await deliveries(owner)
    assert (row["state"], row["error"], row["attempts"]) == ("FAILED", "Each attempt broke off.", 12)
    assert receiver.received(path) == []


async def test_whoever_lost_the_lease_settles_nothing(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    """A process that froze wakes up after another has delivered: what it says does not count."""
    hook = await listening(owner, receiver, f"/ok/{owner.user_id}")
    await try_out(owner, hook)
    (frozen,) = await claim_deliveries(hooked.database, hooked.settings.webhooks, 8, is_failing=False)
    async with hooked.database.system_unit_of_work() as uow:
        lapsed = update(WebhookDeliveryRow).where(WebhookDeliveryRow.id == frozen.id)
        await uow.session.execute(lapsed.values(lease_until=func.now() - timedelta(seconds=1)))
    await deliver(hooked)
    gone = WebhookAnswer(410, "", 5, "The endpoint answered 410.")
    async with hooked.database.unit_of_work(frozen.user_id) as uow:
        settings = hooked.settings.webhooks
        assert await settle_delivery(uow, hooked.clock, settings, frozen, gone) is None
    (row,) = await deliveries(owner)
    assert (row["state"], row["statusCode"], row["attempts"]) == ("DELIVERED", 200, 2)
    (node,) = [edge["node"] for edge in (await owner.ask(WEBHOOKS))["webhooks"]["edges"]]
    assert node["status"] == "ACTIVE"

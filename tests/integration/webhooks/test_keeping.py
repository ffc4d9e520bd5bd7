"""Keeping webhooks: with presence, within limits, on record, and nobody else's."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from core.adapters.wiring import Platform
from core.jobs.enqueue import enqueue
from core.settings import Settings
from core.webhooks.messages import PruneWebhooks
from tests.support.factors import PASSWORD, set_password, time_passes
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.mail import subjects_to
from tests.support.people import Person
from tests.support.webhooks import (
    DELETE,
    DELIVERIES,
    REPEAT,
    ROTATE,
    TEST,
    UPDATE,
    WEBHOOKS,
    ReceiverProcess,
    account_of,
    create,
    deliver,
    deliveries,
    listening,
    spend,
    try_out,
)

HERE = "http://127.0.0.1:9/hook"
HISTORY = "{ activity(first: 20) { edges { node { action details } } } }"
NODE = "query($id: ID!) { node(id: $id) { id ... on Webhook { url } ... on WebhookDelivery { kind } } }"


async def hooks(person: Person, **wanted: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(WEBHOOKS, f=wanted))["webhooks"]["edges"]]


async def test_a_webhook_is_made_listed_changed_and_deleted_and_each_is_on_record(
    hooked: Platform, handlers: Handlers, settings: Settings, owner: Person
) -> None:
    made = await create(owner, HERE, kinds=["LEAD_CHANGED", "DOCUMENT_READ", "LEAD_CHANGED"], description=" Mine ")
    hook = made["webhook"]
    assert made["errors"] == []
    assert made["secret"].startswith("whsec_")
    assert (hook["kinds"], hook["description"]) == (["DOCUMENT_READ", "LEAD_CHANGED"], "Mine")
    assert await hooks(owner) == [hook]
    assert (await owner.ask(NODE, id=hook["id"]))["node"]["url"] == HERE
    changed = (await owner.ask(UPDATE, i={"id": hook["id"], "url": f"{HERE}2", "isPaused": True}))["updateWebhook"]
    assert changed["webhook"] == {**hook, "url": f"{HERE}2", "status": "PAUSED"}
    assert await hooks(owner, statuses=["ACTIVE"]) == []
    assert (await owner.ask(ROTATE, i={"id": hook["id"]}))["rotateWebhookSecret"]["errors"] == []
    gone = (await owner.ask(DELETE, i={"id": hook["id"]}))["deleteWebhook"]
    assert gone == {"deletedId": hook["id"], "errors": []}
    assert await hooks(owner) == []
    entries = [edge["node"] for edge in (await owner.ask(HISTORY))["activity"]["edges"]]
    assert [one["action"] for one in entries if one["action"].startswith("webhook.")] == [
        "webhook.deleted",
        "webhook.secret_rotated",
        "webhook.updated",
        "webhook.created",
    ]
    assert entries[-1]["details"]["host"] == "127.0.0.1"
    assert made["secret"] not in str(entries)
    await do_jobs(hooked, handlers, owner.user_id)
    assert subjects_to(settings, owner.email).count("A webhook was added at Solvent") == 2


async def test_the_secret_lies_sealed(hooked: Platform, owner: Person) -> None:
    secret = (await create(owner, HERE))["secret"]
    async with hooked.database.read_system() as read:
        found = await read.session.execute(
            text("SELECT secret FROM webhooks WHERE user_id = :me"), {"me": owner.user_id}
        )
        stored = found.scalar_one()
    assert secret.removeprefix("whsec_")[:20] not in stored


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"kinds": []}, "WEBHOOK_KINDS", "kinds"),
        ({"kinds": ["TEST"]}, "WEBHOOK_KINDS", "kinds"),
        ({"description": "x" * 201}, "INVALID_TEXT", "description"),
        ({"url": "ftp://127.0.0.1/"}, "WEBHOOK_ADDRESS", "url"),
    ],
)
async def test_what_can_be_no_webhook_is_refused(owner: Person, given: dict[str, Any], code: str, field: str) -> None:
    made = await create(owner, given.pop("url", HERE), **given)
    (error,) = made["errors"]
    assert (error["code"], error["field"], made["webhook"]) == (code, field, None)
    assert await hooks(owner) == []


async def test_making_changing_and_rotating_want_presence(hooked: Platform, owner: Person) -> None:
    hook = (await create(owner, HERE))["webhook"]["id"]
    await set_password(hooked, owner)
    await time_passes(hooked, owner)
    needed = [("STEP_UP_NEEDED", "password")]

    def told(payload: dict[str, Any]) -> list[tuple[str, str]]:
        return [(error["code"], error["field"]) for error in payload["errors"]]

    assert told(await create(owner, HERE)) == needed
    assert told((await owner.ask(UPDATE, i={"id": hook, "isPaused": True}))["updateWebhook"]) == needed
    assert told((await owner.ask(ROTATE, i={"id": hook}))["rotateWebhookSecret"]) == needed
    assert len(await hooks(owner)) == 1
    assert told(await create(owner, HERE, password=PASSWORD)) == []


async def test_no_more_than_a_few_also_for_several_at_the_same_time(owner: Person) -> None:
    made = await asyncio.gather(*(create(owner, HERE) for _ in range(5)))
    assert sorted(error["code"] for one in made for error in one["errors"]) == ["WEBHOOK_LIMIT"] * 2
    assert len(await hooks(owner)) == 3


async def test_tests_by_hand_are_counted(owner: Person) -> None:
    hook = (await create(owner, HERE))["webhook"]["id"]
    for _ in range(5):
        assert (await try_out(owner, hook))["errors"] == []
    assert await owner.error_code(TEST, i={"id": hook}) == "RATE_LIMITED"


async def test_somebody_elses_webhooks_are_not_there(
    hooked: Platform, owner: Person, somebody_else: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    await try_out(owner, hook)
    await deliver(hooked)
    (row,) = await deliveries(owner)
    other = somebody_else
    assert await hooks(other) == []
    assert await deliveries(other) == []
    assert await deliveries(other, webhookIds=[hook]) == []
    for key in (hook, row["id"]):
        assert (await other.ask(NODE, id=key))["node"] is None
    for mutation, name, key in (
        (UPDATE, "updateWebhook", hook),
        (ROTATE, "rotateWebhookSecret", hook),
        (DELETE, "deleteWebhook", hook),
        (REPEAT, "redeliverWebhook", row["id"]),
    ):
        (error,) = (await other.ask(mutation, i={"id": key}))[name]["errors"]
        assert (error["code"], error["field"]) == ("NOT_FOUND", "id")
    assert (await try_out(other, hook))["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    await spend(other, await account_of(other))
    await deliver(hooked)
    assert len(receiver.received(path)) == 1
    assert len(await hooks(owner)) == 1


async def test_deleting_takes_along_what_waits(hooked: Platform, owner: Person, receiver: ReceiverProcess) -> None:
    path = f"/ok/{owner.user_id}"
    hook = await listening(owner, receiver, path)
    await try_out(owner, hook)
    await spend(owner, await account_of(owner))
    await owner.ask(DELETE, i={"id": hook})
    await deliver(hooked)
    assert receiver.received(path) == []
    assert (await owner.ask(DELIVERIES))["webhookDeliveries"]["edges"] == []


async def test_the_log_is_forgotten_after_a_month(
    hooked: Platform, handlers: Handlers, owner: Person, receiver: ReceiverProcess
) -> None:
    hook = await listening(owner, receiver, f"/ok/{owner.user_id}")
    await try_out(owner, hook)
    await deliver(hooked)
    await try_out(owner, hook)
    await deliver(hooked)
    past = {"me": owner.user_id, "at": hooked.clock.now() - timedelta(days=31)}
    async with hooked.database.system_unit_of_work() as uow:
        await uow.session.execute(
            text("""UPDATE webhook_deliveries SET ended_at = :at WHERE id =
            (SELECT id FROM webhook_deliveries WHERE user_id = :me ORDER BY id LIMIT 1)"""),
            past,
        )
        await uow.session.execute(text("UPDATE webhook_events SET spread_at = :at WHERE user_id = :me"), past)
        await enqueue(uow, PruneWebhooks())
    await do_system_jobs(hooked, handlers)
    assert len(await deliveries(owner)) == 1
    async with hooked.database.read_system() as read:
        left = await read.session.execute(
            text("SELECT count(*) FROM webhook_events WHERE user_id = :me"), {"me": owner.user_id}
        )
        assert left.scalar_one() == 1

"""What a partner's endpoint is told of leads, from another process that verifies it with the public library."""

import httpx
import pytest

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from tests.integration.test_privacy_deletion import ask_to_leave, erase, shut
from tests.support.jobs import do_jobs
from tests.support.partners import WITHDRAW, Partner, ask_for, make_partner
from tests.support.people import Person
from tests.support.webhooks import ReceiverProcess, deliver, deliveries, hurry, listening
from workers.handlers import bind_handlers
from workers.runtime import Tools

KINDS = ["PARTNER_LEAD_SENT", "PARTNER_LEAD_WITHDRAWN"]


@pytest.fixture
async def partner(hooked: Platform, caller: httpx.AsyncClient, owner: Person) -> Partner:
    """A company whose person is the owner of the webhooks."""
    return await make_partner(hooked, caller, member=owner.user_id)


async def tell(platform: Platform, person: Person) -> dict[str, JobState]:
    """Do what their leads have left to do."""
    return await do_jobs(platform, bind_handlers(Tools(platform)), person.user_id)


async def test_a_lead_is_handed_over_and_taken_back(
    hooked: Platform, partner: Partner, owner: Person, somebody_else: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}/leads"
    await listening(owner, receiver, path, kinds=KINDS)
    offer = await partner.offer(slug="told-by-webhook")
    lead = (await ask_for(somebody_else, offer))["lead"]["id"]
    assert await tell(hooked, somebody_else) == {"marketplace.tell_partner": JobState.DONE}
    await deliver(hooked)
    (known,) = await partner.leads(offerId=offer)
    (sent,) = receiver.received(path)
    assert sent["problem"] is None
    assert sent["body"]["type"] == "partner.lead.sent"
    assert sent["body"]["data"] == {
        "id": known["id"],
        "status": "SENT",
        "offer": {"id": offer, "slug": "told-by-webhook"},
        "termsVersion": 1,
        "handedOver": [{"field": "EMAIL", "value": somebody_else.email}, {"field": "NAME", "value": "Anna"}],
        "consentText": "They may have this.",
        "consentedAt": sent["body"]["data"]["consentedAt"],
    }
    await somebody_else.ask(WITHDRAW, i={"leadId": lead})
    await tell(hooked, somebody_else)
    await deliver(hooked)
    told = receiver.received(path)[1]
    assert told["body"]["type"] == "partner.lead.withdrawn"
    assert (told["body"]["data"]["handedOver"], told["body"]["data"]["status"]) == ([], "WITHDRAWN")
    assert [one["state"] for one in await deliveries(owner)] == ["DELIVERED", "DELIVERED"]


async def test_a_delivery_that_comes_late_tells_nothing_that_was_taken_back(
    hooked: Platform, partner: Partner, owner: Person, somebody_else: Person, receiver: ReceiverProcess
) -> None:
    path = f"/second/{owner.user_id}/leads"
    await listening(owner, receiver, path, kinds=KINDS)
    made = await ask_for(somebody_else, await partner.offer(slug="taken-back-meanwhile"))
    await tell(hooked, somebody_else)
    await deliver(hooked)  # refused the first time
    await somebody_else.ask(WITHDRAW, i={"leadId": made["lead"]["id"]})
    await hurry(hooked, owner)
    await deliver(hooked)
    first, second = receiver.received(path)
    assert first["id"] == second["id"]
    assert len(first["body"]["data"]["handedOver"]) == 2
    assert (second["body"]["data"]["handedOver"], second["body"]["data"]["consentText"]) == ([], "")


async def test_who_leaves_takes_all_back(
    hooked: Platform, partner: Partner, owner: Person, somebody_else: Person, receiver: ReceiverProcess
) -> None:
    """The partner is told when the account is shut, and again sees nothing when its rows are gone."""
    path = f"/ok/{owner.user_id}/gone"
    await listening(owner, receiver, path, kinds=KINDS)
    await ask_for(somebody_else, await partner.offer(slug="somebody-leaves"))
    (lead,) = await partner.leads()
    await ask_to_leave(somebody_else, hooked)
    doers = bind_handlers(Tools(hooked))
    erasing = await shut(somebody_else, hooked, doers)
    assert [(one["status"], one["handedOver"]) for one in await partner.leads()] == [("WITHDRAWN", [])]
    assert await erase(hooked, doers, erasing) is JobState.DONE
    await deliver(hooked)
    (told,) = receiver.received(path)
    assert told["body"]["type"] == "partner.lead.withdrawn"
    assert told["body"]["data"] == {
        "id": lead["id"],
        "status": "WITHDRAWN",
        "offer": None,
        "termsVersion": None,
        "handedOver": [],
        "consentText": "",
        "consentedAt": None,
    }
    assert await partner.leads() == []


async def test_the_persons_own_webhook_is_told_where_a_partner_moves_it(
    hooked: Platform, partner: Partner, somebody_else: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{somebody_else.user_id}/own"
    await listening(somebody_else, receiver, path, kinds=["LEAD_CHANGED"])
    made = await ask_for(somebody_else, await partner.offer(slug="moved"))
    (lead,) = await partner.leads()
    await partner.move(lead["id"], "ACCEPTED")
    await deliver(hooked)
    told = [(one["body"]["type"], one["body"]["data"]) for one in receiver.received(path)]
    assert told == [("lead.changed", {"id": made["lead"]["id"]})] * 2

"""Our side of the contract: the API as it is served, and the webhooks as they are made, against the pacts."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import httpx
import pytest
from pact import Verifier
from pact.types import Message
from sqlalchemy import delete, select, update
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import create_app
from api.webhooks.run_deliveries import build_courier
from core.adapters.wiring import Platform
from core.identity.models import Role
from core.identity.oauth.models import ClientKind, OAuthClientRow
from core.identity.session import hash_token
from core.ids import new_id
from core.marketplace.models import LeadParty, LeadRow, LeadStatus, LeadStepRow, OfferRow, PartnerKind, PartnerRow
from core.ports.webhook_payload import EventFacts
from tests.support.apps import App
from tests.support.partner_pact import (
    CLIENT_ID,
    LEAD_KEY,
    MESSAGE_PACT,
    MESSENGER,
    OFFER,
    PACT,
    PROVIDER,
    SECRET,
    SENT_MESSAGE,
    TOKEN,
    WITHDRAWN_MESSAGE,
    State,
)
from tests.support.partners import Partner, ask_for
from tests.support.people import Person, make_person
from tests.support.serving import Address, served

WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Stage:
    """Where the contract is played: the partner of the pacts, its person, and somebody who asks for its offer."""

    platform: Platform
    token: str
    member: UUID
    asking: Person
    offer: str

    async def set_up(self, state: State) -> None:
        """Make so what the pact wants to be so."""
        async with self.platform.database.system_unit_of_work() as uow:
            await uow.session.execute(delete(LeadRow).where(LeadRow.user_id == self.asking.user_id))
        if state is State.APP:
            return
        made = await ask_for(self.asking, self.offer)
        assert made["errors"] == [], made
        changes: dict[str, Any] = {"id": LEAD_KEY}
        if state is State.GONE:
            changes |= {"status": LeadStatus.WITHDRAWN, "handed_over": {}}
        async with self.platform.database.system_unit_of_work() as uow:
            # The pact's requests name the lead by its id: it is given that one, and its history anew.
            of_lead = select(LeadRow.id).where(LeadRow.user_id == self.asking.user_id).scalar_subquery()
            await uow.session.execute(delete(LeadStepRow).where(LeadStepRow.lead_id == of_lead))
            await uow.session.execute(update(LeadRow).where(LeadRow.user_id == self.asking.user_id).values(**changes))
            step = {"lead_id": LEAD_KEY, "status": LeadStatus.SENT, "party": LeadParty.PERSON}
            uow.session.add(LeadStepRow(id=new_id(), user_id=self.asking.user_id, **step))

    async def message(self, kind: str) -> bytes:
        """The body that a delivery of the event would have."""
        facts = EventFacts(
            user_id=self.member,
            webhook_id=new_id(),
            event_id=new_id(),
            kind=kind,
            subject_type="Lead",
            subject_ids=[LEAD_KEY],
            account_ids=[],
            at=self.platform.clock.now(),
        )
        return await build_courier(self.platform).payloads.body(facts, None)


@pytest.fixture(scope="module")
async def stage(platform: Platform, client: httpx.AsyncClient) -> AsyncIterator[Stage]:
    member = await make_person(platform, client, Role.USER, "Lena")
    partner_id = new_id()
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(
            OAuthClientRow(
                id=UUID(CLIENT_ID),
                name="Of the contract",
                website="https://partner.example",
                kind=ClientKind.SECRET,
                redirect_uris=[],
                scopes=[],
                service_scopes=["partner:leads", "partner:offers"],
                secret_hash=hash_token(SECRET),
            )
        )
        await uow.session.flush()
        uow.session.add(
            PartnerRow(
                id=partner_id,
                slug="of-the-contract",
                name="Of the contract",
                kind=PartnerKind.LEGAL,
                about_en="",
                about_ru="",
                client_id=UUID(CLIENT_ID),
                member_id=member.user_id,
            )
        )
    app = App(client, CLIENT_ID, SECRET)
    scopes = "partner:leads partner:offers"
    token = (await app.token(grant_type="client_credentials", scope=scopes)).json()["access_token"]
    partner = Partner(partner_id, "of-the-contract", app, Person(client, token))
    offer = await partner.offer(slug=OFFER)
    assert member.user_id is not None
    yield Stage(platform, token, member.user_id, await make_person(platform, client), offer)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(delete(LeadRow).where(LeadRow.partner_id == partner_id))
        await uow.session.execute(delete(OfferRow).where(OfferRow.partner_id == partner_id))
        await uow.session.execute(delete(PartnerRow).where(PartnerRow.id == partner_id))
        app_row = update(OAuthClientRow).where(OAuthClientRow.id == UUID(CLIENT_ID))
        await uow.session.execute(app_row.values(disabled_at=platform.clock.now()))


def with_token(app: ASGIApp, token: str) -> ASGIApp:
    """The app, before which the pact's token becomes a real one: nobody can write that down beforehand."""
    stood_for, real = f"Bearer {TOKEN}".encode(), f"Bearer {token}".encode()

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = [(name, real if value == stood_for else value) for name, value in scope["headers"]]
            scope = {**scope, "headers": headers}
        await app(scope, receive, send)

    return handle


def from_a_thread(loop: asyncio.AbstractEventLoop, make: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Pact calls from threads of its own; what is ours lives in the loop of the tests."""
    return asyncio.run_coroutine_threadsafe(make(), loop).result(WITHIN_SECONDS)


def states(stage: Stage) -> dict[str, Callable[..., None]]:
    loop = asyncio.get_running_loop()

    def handler(state: State) -> Callable[..., None]:
        def handle(parameters: dict[str, Any] | None = None) -> None:  # noqa: ARG001 Pact's signature
            from_a_thread(loop, partial(stage.set_up, state))

        return handle

    return {state.value: handler(state) for state in State}


def against(address: Address, handlers: dict[str, Callable[..., None]]) -> Verifier:
    """The pact of requests, against what is served there."""
    verifier = Verifier(PROVIDER, host=address.host).add_source(PACT).state_handler(handlers, teardown=False)
    return verifier.add_transport(url=f"http://{address.host}:{address.port}")


async def verify(make: Callable[[], Verifier]) -> None:
    """Raises where a side does not keep its word, with what differs."""
    verifier = make()
    try:
        await asyncio.wait_for(asyncio.to_thread(verifier.verify), 3 * WITHIN_SECONDS)
    finally:
        for helper in (verifier._state_handler, verifier._message_producer):  # it shuts them down and leaves them open
            if (server := getattr(helper, "_server", None)) is not None:
                server.server_close()


async def test_the_api_keeps_its_word(stage: Stage) -> None:
    app = create_app(stage.platform.settings, stage.platform)
    async with served(with_token(app, stage.token)) as address:
        await verify(partial(against, address, states(stage)))


async def test_the_webhooks_keep_their_word(stage: Stage) -> None:
    loop = asyncio.get_running_loop()

    def producer(kind: str) -> Callable[..., Message]:
        def produce(metadata: dict[str, Any] | None = None) -> Message:  # noqa: ARG001 Pact's signature
            body = from_a_thread(loop, partial(stage.message, kind))
            return Message(contents=body, metadata=None, content_type="application/json")

        return produce

    messages: dict[str, Any] = {
        SENT_MESSAGE: producer("partner.lead.sent"),
        WITHDRAWN_MESSAGE: producer("partner.lead.withdrawn"),
    }
    known = states(stage)

    def make() -> Verifier:
        verifier = Verifier(MESSENGER).add_source(MESSAGE_PACT).state_handler(known, teardown=False)
        return verifier.message_handler(messages)

    await verify(make)


async def test_a_broken_word_is_noticed(stage: Stage) -> None:
    """The verification can fail: a partner that is switched off keeps nothing of the contract."""

    async def switch(*, is_on: bool) -> None:
        async with stage.platform.database.system_unit_of_work() as uow:
            mine = update(PartnerRow).where(PartnerRow.member_id == stage.member)
            await uow.session.execute(mine.values(is_active=is_on))

    app = create_app(stage.platform.settings, stage.platform)
    await switch(is_on=False)
    try:
        async with served(with_token(app, stage.token)) as address:
            untouched = {state.value: lambda **_: None for state in State}
            with pytest.raises(RuntimeError):
                await verify(partial(against, address, untouched))
    finally:
        await switch(is_on=True)

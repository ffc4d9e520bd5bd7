"""Bodies of deliveries: what the subscriber's query answers, by the schema that answers everybody else."""

import asyncio
from datetime import timedelta
from typing import Any, Final

import orjson
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.node import encode_id
from api.graphql.declare.scopes import ScopeRules
from api.graphql.errors import shape_errors
from api.graphql.persisted.trusting_schema import TrustingSchema
from api.graphql.webhooks.payload_query import EVERY_SCOPE
from api.webhooks.lead_told import told_of_gone_lead, told_of_lead
from core.actor import Actor, App
from core.adapters.wiring import Platform
from core.db.partner_scope import read_as_partner
from core.identity.models import Role, UserRow, UserStatus
from core.identity.session import Device
from core.marketplace.find_partner import partner_of_member
from core.marketplace.models import LeadRow
from core.marketplace.partner_leads import leads_of_partner, offers_of
from core.ports.embedder import Embedder
from core.ports.webhook_payload import EventFacts, PayloadQueryError
from core.webhooks.event_kind import OF_PARTNERS

SECONDS: Final = 10.0
LARGEST: Final = 256 * 1024
"""Bytes of a body: as the specification advises against more than a few, and receivers refuse more."""
_DEVICE: Final = Device("webhooks", "")


class PayloadAnswers:
    """Answers as the event's person, who is let read what an app with every scope to read could.

    An app's endpoint is answered as that app.
    """

    def __init__(self, platform: Platform, schema: TrustingSchema, embedder: Embedder) -> None:
        self._platform = platform
        self._schema = schema
        self._embedder = embedder
        self._rules = ScopeRules(schema._schema)  # noqa: SLF001 strawberry gives it no other name

    async def body(self, event: EventFacts, query: str | None) -> bytes:
        """`{"type", "timestamp", "data"}`. Raises PayloadQueryError where the query has no whole answer now."""
        told = _told(event)
        if event.kind in OF_PARTNERS:
            data = await self._lead(event)
        else:
            data = _ids_alone(told) if query is None else await self._answer(event, query, told)
        body = orjson.dumps({"type": event.kind, "timestamp": told["timestamp"], "data": data})
        if len(body) > LARGEST:
            raise PayloadQueryError(f"The answer is larger than {LARGEST // 1024} KB.")
        return body

    async def _answer(self, event: EventFacts, query: str, told: dict[str, Any]) -> dict[str, Any]:
        context = Context(self._platform, self._embedder, await self._owner(event), _DEVICE, self._rules)
        try:
            async with asyncio.timeout(SECONDS):
                result = await self._schema.execute(query, variable_values=told, context_value=context)
        except TimeoutError:
            raise PayloadQueryError(f"The query took longer than {SECONDS:g} seconds.") from None
        if result.errors:
            first = shape_errors(result.errors)[0]
            raise PayloadQueryError(f"{first['extensions']['code']}: {first['message']}")
        if result.data is None:
            raise PayloadQueryError("The query answered nothing.")
        return result.data

    async def _lead(self, event: EventFacts) -> dict[str, Any]:
        """The lead as it is now; of one that is gone, or another partner's by now, that it was withdrawn."""
        (key,) = event.subject_ids
        async with self._platform.database.read(None) as read:
            partner_id = await partner_of_member(read.session, event.user_id)
        if partner_id is None:
            return told_of_gone_lead(key)
        async with read_as_partner(self._platform.database, partner_id) as read:
            found = (
                await read.session.execute(leads_of_partner(partner_id).where(LeadRow.id == key))
            ).scalar_one_or_none()
            if found is None:
                return told_of_gone_lead(key)
            offers = await offers_of(read.session, [found])
        return told_of_lead(found, offers[found.offer_id])

    async def _owner(self, event: EventFacts) -> Actor:
        """The person by their role of now. Raises PayloadQueryError where they may not sign in."""
        async with self._platform.database.read(event.user_id) as read:
            user = (await read.session.execute(select(UserRow).where(UserRow.id == event.user_id))).scalar_one_or_none()
        if user is None or user.status is not UserStatus.ACTIVE:
            raise PayloadQueryError("The account is not active.")
        until = self._platform.clock.now() + timedelta(seconds=2 * SECONDS)
        if event.app is not None:  # as its token would have it: what admins do is no app's
            return Actor(user.id, Role.USER.value, event.webhook_id, until, event.app)
        return Actor(user.id, user.role.value, event.webhook_id, until, App(event.webhook_id, EVERY_SCOPE))


def _told(event: EventFacts) -> dict[str, Any]:
    """The event as its query may declare it."""
    ids = [encode_id(event.subject_type, key) for key in event.subject_ids]
    return {
        "id": ids[0] if len(ids) == 1 else None,
        "ids": ids,
        "accountIds": [encode_id("Account", key) for key in event.account_ids],
        "eventId": f"evt_{event.event_id.hex}",
        "type": event.kind,
        "timestamp": event.at.isoformat(),
    }


def _ids_alone(told: dict[str, Any]) -> dict[str, Any]:
    """What is sent without a query."""
    if told["accountIds"] or told["id"] is None:
        return {"ids": told["ids"], "accountIds": told["accountIds"]}
    return {"id": told["id"]}

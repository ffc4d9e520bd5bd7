"""What answers a subscriber's own question about an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from core.actor import App
from core.errors import DomainError


class PayloadQueryError(DomainError):
    """The question can't be asked, or had no whole answer."""

    code = "WEBHOOK_QUERY"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event as its payload tells of it: whose it is, of which endpoint, and of which objects.

    `app` keeps the endpoint, with the scopes that its query may reach; None for the person's own.
    """

    user_id: UUID
    webhook_id: UUID
    event_id: UUID
    kind: str
    subject_type: str
    subject_ids: Sequence[UUID]
    account_ids: Sequence[UUID]
    at: datetime
    app: App | None = None


class WebhookPayloads(Protocol):
    """Makes the body of a delivery."""

    async def body(self, event: EventFacts, query: str | None) -> bytes:
        """The JSON to send: what `query` answers as the event's person or the app, or ids. Raises PayloadQueryError."""
        ...

"""What an endpoint can be told of."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class EventKind(StrEnum):
    """The `type` of an event."""

    TRANSACTIONS_CREATED = "transactions.created"
    TRANSACTIONS_CHANGED = "transactions.changed"
    TRANSACTIONS_REMOVED = "transactions.removed"
    DOCUMENT_READ = "document.read"
    FORECAST_MADE = "forecast.made"
    LEAD_CHANGED = "lead.changed"
    CONSENT_GRANTED = "consent.granted"
    CONSENT_EXPIRING = "consent.expiring"
    CONSENT_ENDED = "consent.ended"
    PARTNER_LEAD_SENT = "partner.lead.sent"  # to the person of a partner
    PARTNER_LEAD_WITHDRAWN = "partner.lead.withdrawn"
    TEST = "webhook.test"  # asked for by the person; to be subscribed to by nobody


SUBJECTS: Final[Mapping[EventKind, str]] = {
    EventKind.TRANSACTIONS_CREATED: "Transaction",
    EventKind.TRANSACTIONS_CHANGED: "Transaction",
    EventKind.TRANSACTIONS_REMOVED: "Transaction",
    EventKind.DOCUMENT_READ: "Document",
    EventKind.FORECAST_MADE: "Forecast",
    EventKind.LEAD_CHANGED: "Lead",
    EventKind.CONSENT_GRANTED: "BankConsent",
    EventKind.CONSENT_EXPIRING: "BankConsent",
    EventKind.CONSENT_ENDED: "BankConsent",
    EventKind.PARTNER_LEAD_SENT: "Lead",
    EventKind.PARTNER_LEAD_WITHDRAWN: "Lead",
    EventKind.TEST: "Webhook",
}
"""What the ids of an event are ids of, by the API's names."""
OF_PARTNERS: Final = frozenset({EventKind.PARTNER_LEAD_SENT, EventKind.PARTNER_LEAD_WITHDRAWN})
"""About what others handed over to a company: their `data` is the lead, whatever the endpoint's query."""
MOST_SUBJECTS: Final = 100
"""Ids in one event: as many as `nodes` takes."""

"""Enums of webhooks, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.webhooks.event_kind import EventKind
from core.webhooks.models import DeliveryState, DisabledReason, WebhookStatus

show_enum(
    EventKind,
    "What a webhook is told of. On the wire it is the `type`, as `transactions.created`.",
    {
        EventKind.TRANSACTIONS_CREATED: "`transactions.created`: movements came into the books, up to 100 an event.",
        EventKind.TRANSACTIONS_CHANGED: "`transactions.changed`: movements are not what they were. Without ids: read "
        "the accounts that are named anew.",
        EventKind.TRANSACTIONS_REMOVED: "`transactions.removed`: movements left the books.",
        EventKind.DOCUMENT_READ: "`document.read`: what is on a paper is known.",
        EventKind.FORECAST_MADE: "`forecast.made`: a forecast is ready.",
        EventKind.LEAD_CHANGED: "`lead.changed`: a request to a partner was made, or stands elsewhere now.",
        EventKind.CONSENT_GRANTED: "`consent.granted`: a bank may be asked.",
        EventKind.CONSENT_EXPIRING: "`consent.expiring`: a bank's consent lapses within a week.",
        EventKind.CONSENT_ENDED: "`consent.ended`: a bank's consent is over, in whatever way.",
        EventKind.PARTNER_LEAD_SENT: "`partner.lead.sent`: to the person of a partner: a lead was handed over. The "
        "`data` is the lead.",
        EventKind.PARTNER_LEAD_WITHDRAWN: "`partner.lead.withdrawn`: to the person of a partner: erase what you have "
        "of a lead.",
        EventKind.TEST: "`webhook.test`: what `sendTestWebhook` sends; nobody subscribes to it.",
    },
    name="WebhookEventKind",
)
show_enum(
    WebhookStatus,
    "Whether a webhook is told of events.",
    {
        WebhookStatus.ACTIVE: "It is.",
        WebhookStatus.PAUSED: "The person paused it: what happens meanwhile is not sent, what waited goes on later.",
        WebhookStatus.DISABLED: "We stopped: `disabledReason` says why. `updateWebhook` switches it on again.",
    },
)
show_enum(
    DisabledReason,
    "Why a webhook was disabled.",
    {
        DisabledReason.FAILING: "Nothing arrived for days.",
        DisabledReason.GONE: "It answered 410 Gone.",
        DisabledReason.APP_ENDED: "The app that keeps it may act for the person no more.",
    },
    name="WebhookDisabledReason",
)
show_enum(
    DeliveryState,
    "Where a delivery stands.",
    {
        DeliveryState.PENDING: "It waits for its first or its next attempt.",
        DeliveryState.DELIVERED: "The endpoint answered with a status of 200 to 299.",
        DeliveryState.FAILED: "It was given up.",
    },
    name="WebhookDeliveryState",
)

"""What the process that delivers tells its operator, in numbers. No label says whose an endpoint is, or where."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from opentelemetry.metrics import Meter

from core.ports.webhook_sender import WebhookAnswer
from core.webhooks.event_kind import EventKind
from core.webhooks.models import DeliveryState, DisabledReason
from core.webhooks.settle_delivery import Settled

BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0, 20.0, 30.0)
"""Seconds: an endpoint has fifteen, and a payload's query ten."""


class Outcome(StrEnum):
    """What came of an attempt."""

    DELIVERED = "delivered"
    RETRIED = "will_be_retried"
    GIVEN_UP = "given_up"
    LEASE_LOST = "lease_lost"  # another process has the delivery by now
    NO_ENDPOINT = "no_endpoint"  # it was deleted meanwhile
    BROKEN_OFF = "broken_off"  # trouble of ours: the lease lapses, and it is tried again


class Waiting(StrEnum):
    """What a backlog waits for."""

    SPREADING = "spreading"  # an event of which no delivery was made yet
    DELIVERING = "delivering"  # a delivery that is due, of an endpoint that answers
    FAILING = "failing"  # the same of an endpoint whose last attempt failed


_STATES: Final[Mapping[DeliveryState, Outcome]] = {
    DeliveryState.PENDING: Outcome.RETRIED,
    DeliveryState.DELIVERED: Outcome.DELIVERED,
    DeliveryState.FAILED: Outcome.GIVEN_UP,
}
NOTHING: Final = "none"


class DeliveryMeasures:
    """The instruments. Their names and labels stand in docs/operating.md, with what to do about them."""

    def __init__(self, meter: Meter) -> None:
        self._attempts = meter.create_counter(
            "webhook.delivery.attempts", description="Attempts at deliveries that ended, by what came of them."
        )
        self._duration = meter.create_histogram(
            "webhook.delivery.duration",
            unit="s",
            description="From the beginning of an attempt until its outcome is kept.",
            explicit_bucket_boundaries_advisory=BUCKETS,
        )
        self._disabled = meter.create_counter("webhook.disabled", description="Endpoints that were disabled.")
        self._age = meter.create_gauge(
            "webhook.backlog.age", unit="s", description="How long the oldest has waited that could be done now."
        )

    def settled(self, kind: EventKind, answer: WebhookAnswer, settled: Settled | None, seconds: float) -> None:
        """Count an attempt whose outcome was committed, or was another's to keep."""
        outcome = Outcome.LEASE_LOST if settled is None else _STATES[settled.state]
        self.ended(kind, outcome, seconds, answer.cause or NOTHING)
        if settled is not None and settled.disabled is not None:
            self.disabled(settled.disabled)

    def ended(self, kind: EventKind, outcome: Outcome, seconds: float, cause: str = NOTHING) -> None:
        """Count an attempt. `cause` is of the bounded set of `WebhookAnswer.cause`."""
        self._attempts.add(1, {"kind": kind.value, "outcome": outcome.value, "cause": cause})
        self._duration.record(seconds, {"kind": kind.value, "outcome": outcome.value})

    def disabled(self, reason: DisabledReason) -> None:
        """Count an endpoint that is told of nothing more."""
        self._disabled.add(1, {"reason": reason.value})

    def backlog(self, ages: Mapping[Waiting, float]) -> None:
        """Tell how old the oldest of each is, in seconds; 0 where nothing waits."""
        for waiting in Waiting:
            self._age.set(ages.get(waiting, 0.0), {"waiting": waiting.value})

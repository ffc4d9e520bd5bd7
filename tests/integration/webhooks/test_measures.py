"""What the operator is told of deliveries: counts, times, and how old the oldest is that waits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader, NumberDataPoint
from sqlalchemy import func, update

from api.webhooks.run_deliveries import build_courier
from core.adapters.wiring import Platform
from core.webhooks.claim_deliveries import claim_deliveries
from core.webhooks.deliver_due import DeliveryRounds
from core.webhooks.event_kind import EventKind
from core.webhooks.measure_backlog import backlog_ages
from core.webhooks.measure_deliveries import DeliveryMeasures, Waiting
from core.webhooks.models import WebhookDeliveryRow, WebhookStatus
from core.webhooks.spread_events import spread_events
from tests.support.people import Person
from tests.support.webhooks import ReceiverProcess, account_of, change_hook, listening, spend, try_out

LABELS: Final = {"kind", "outcome", "cause", "reason", "waiting"}
Told = Mapping[str, list[NumberDataPoint | HistogramDataPoint]]


@dataclass
class Measured:
    """A courier's measures, and what they say."""

    reader: InMemoryMetricReader
    measures: DeliveryMeasures

    def told(self) -> Told:
        data = self.reader.get_metrics_data()
        groups = data.resource_metrics[0].scope_metrics if data else []
        return {metric.name: list(metric.data.data_points) for group in groups for metric in group.metrics}  # type: ignore[arg-type]  # none is exponential

    def attempts(self) -> Counter[tuple[str, str, str]]:
        points = self.told().get("webhook.delivery.attempts", [])
        found: Counter[tuple[str, str, str]] = Counter()
        for point in points:
            assert isinstance(point, NumberDataPoint)
            of = point.attributes or {}
            found[str(of["kind"]), str(of["outcome"]), str(of["cause"])] += int(point.value)
        return found


@pytest.fixture
def measured() -> Measured:
    reader = InMemoryMetricReader()
    return Measured(reader, DeliveryMeasures(MeterProvider([reader]).get_meter("tests")))


async def deliver_measured(platform: Platform, measured: Measured, owner: Person) -> None:
    """What of theirs is due: other tests have left deliveries that failed."""
    courier = build_courier(platform)
    courier.measures = measured.measures
    await spread_events(platform.database)
    for is_failing in (False, True):
        for claimed in await claim_deliveries(
            platform.database, platform.settings.webhooks, 100, is_failing=is_failing
        ):
            if claimed.user_id == owner.user_id:
                await courier.deliver(claimed)


async def test_attempts_are_counted_by_kind_outcome_and_cause(
    hooked: Platform, owner: Person, receiver: ReceiverProcess, measured: Measured
) -> None:
    for path in ("ok", "gone"):
        await listening(owner, receiver, f"/{path}/{owner.user_id}", kinds=["TRANSACTIONS_CREATED"])
    nowhere = await listening(owner, receiver, f"/ok/{owner.user_id}/never", kinds=["DOCUMENT_READ"])
    await spend(owner, await account_of(owner))
    await deliver_measured(hooked, measured, owner)
    await change_hook(hooked, owner, url="https://10.0.0.1/hook")
    await try_out(owner, nowhere)
    await deliver_measured(hooked, measured, owner)
    assert measured.attempts() == {
        ("transactions.created", "delivered", "none"): 1,
        ("transactions.created", "given_up", "status_4xx"): 1,
        ("webhook.test", "will_be_retried", "address_refused"): 1,
    }
    told = measured.told()
    assert sum(point.count for point in told["webhook.delivery.duration"] if isinstance(point, HistogramDataPoint)) == 3
    (disabled,) = told["webhook.disabled"]
    assert isinstance(disabled, NumberDataPoint)
    assert (disabled.value, dict(disabled.attributes or {})) == (1, {"reason": "gone"})
    assert {label for points in told.values() for point in points for label in point.attributes or {}} <= LABELS


async def test_trouble_of_ours_and_endpoints_that_are_gone_are_counted_too(
    hooked: Platform, owner: Person, receiver: ReceiverProcess, measured: Measured
) -> None:
    await try_out(owner, await listening(owner, receiver, f"/ok/{owner.user_id}"))
    due = await claim_deliveries(hooked.database, hooked.settings.webhooks, 100, is_failing=False)
    (claimed,) = [one for one in due if one.user_id == owner.user_id]
    courier = build_courier(hooked)
    courier.measures = measured.measures
    assert await courier.deliver(replace(claimed, webhook_id=claimed.id)) is None
    courier.payloads = None  # type: ignore[assignment]  # so that it breaks
    with pytest.raises(AttributeError):
        await courier.deliver(claimed)
    kind = EventKind.TEST.value
    assert measured.attempts() == {(kind, "no_endpoint", "none"): 1, (kind, "broken_off", "none"): 1}


async def test_rounds_tell_the_backlog(hooked: Platform, measured: Measured) -> None:
    courier = build_courier(hooked)
    courier.measures = measured.measures
    rounds = DeliveryRounds(courier)
    await rounds.round()
    await rounds.drain()
    waiting = {str((point.attributes or {})["waiting"]) for point in measured.told()["webhook.backlog.age"]}
    assert waiting == {one.value for one in Waiting}


async def age(platform: Platform, waiting: Waiting) -> float:
    return (await backlog_ages(platform.database, platform.settings.webhooks)).get(waiting, 0.0)


async def test_the_backlog_is_as_old_as_the_oldest_that_could_be_taken(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    """Others' rows may be there, which are not that old."""
    hook = await listening(owner, receiver, f"/ok/{owner.user_id}")
    await spend(owner, await account_of(owner))
    assert await age(hooked, Waiting.SPREADING) > 0
    await spread_events(hooked.database)
    await try_out(owner, hook)
    mine = update(WebhookDeliveryRow).where(WebhookDeliveryRow.user_id == owner.user_id)

    async def have(**values: Any) -> None:
        async with hooked.database.system_unit_of_work() as uow:
            await uow.session.execute(mine.values(**values))

    await have(next_attempt_at=func.now() - timedelta(days=20))
    assert await age(hooked, Waiting.DELIVERING) >= 20 * 86400
    await change_hook(hooked, owner, failing_since=hooked.clock.now())
    assert await age(hooked, Waiting.DELIVERING) < 20 * 86400 <= await age(hooked, Waiting.FAILING)
    await have(lease_until=func.now() + timedelta(minutes=1))  # all its places are taken
    assert await age(hooked, Waiting.FAILING) < 20 * 86400
    await have(lease_until=None)
    await change_hook(hooked, owner, status=WebhookStatus.PAUSED)
    assert await age(hooked, Waiting.FAILING) < 20 * 86400

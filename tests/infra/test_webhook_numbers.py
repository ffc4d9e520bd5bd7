"""Alerts, dashboard and the operator's page speak of webhooks by the names that the exporters make of our numbers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml  # type: ignore[import-untyped]  # the lock has no stubs for it
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from prometheus_client import REGISTRY

from core.ports.webhook_sender import Failure, WebhookAnswer
from core.webhooks.event_kind import EventKind
from core.webhooks.measure_deliveries import NOTHING, DeliveryMeasures, Outcome, Waiting
from core.webhooks.models import DeliveryState, DisabledReason
from core.webhooks.settle_delivery import Settled

ROOT: Final = Path(__file__).parents[2]
RULES: Final = [
    rule
    for group in yaml.safe_load((ROOT / "infra/prometheus/alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
PANELS: Final = json.loads((ROOT / "infra/grafana/dashboards/platform.json").read_text())["panels"]
ASKED: Final = [
    text
    for text in [rule["expr"] for rule in RULES] + [target["expr"] for panel in PANELS for target in panel["targets"]]
    if "webhook_" in text
]
NAMES: Final = {name for text in ASKED for name in re.findall(r"\bwebhook_\w+", text)}


@pytest.fixture
def told() -> Iterator[set[str]]:
    """Names of samples that Prometheus gets."""
    reader = PrometheusMetricReader()
    provider = MeterProvider([reader])
    measures = DeliveryMeasures(provider.get_meter("names"))
    gone = Settled(DeliveryState.FAILED, DisabledReason.GONE)
    measures.settled(EventKind.TEST, WebhookAnswer(410, "", 1), gone, 0.1)
    measures.backlog({})
    yield {sample.name for metric in REGISTRY.collect() for sample in metric.samples}
    provider.shutdown()


def test_what_is_asked_for_is_told(told: set[str]) -> None:
    assert len(NAMES) == 4
    assert told >= NAMES
    labelled = {value for text in ASKED for value in re.findall(r'(?:=~|!=|=)"([^"]+)"', text)}
    assert {one for value in labelled for one in value.split("|")} <= {
        NOTHING,
        *(one.value for kind in (Outcome, Waiting, Failure) for one in kind),
    }


def test_each_name_and_each_alert_is_explained() -> None:
    page = (ROOT / "docs/operating.md").read_text()
    metrics = {name.removesuffix("_bucket") for name in NAMES}
    alerts = {rule["alert"] for rule in RULES if "webhook_" in rule["expr"]}
    assert len(alerts) == 4
    assert [name for name in metrics | alerts if f"`{name}`" not in page] == []

"""Traces, metrics and JSON logs of a process."""

import logging
import sys
from dataclasses import dataclass
from typing import Any

import structlog
from opentelemetry import metrics, trace
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.instrumentation.celery import CeleryInstrumentor
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.instrumentation.redis import RedisInstrumentor
from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor
from opentelemetry.sdk.metrics import AlwaysOffExemplarFilter, MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from core.adapters.wiring import Platform
from core.settings import Settings

EXPORT_TIMEOUT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What was set up. Flush it before the process ends."""

    traces: TracerProvider
    metrics: MeterProvider

    def flush(self) -> None:
        """Send what is waiting, within a bounded time."""
        self.traces.force_flush(EXPORT_TIMEOUT_SECONDS * 1000)
        self.traces.shutdown()
        self.metrics.shutdown()


def start_telemetry(settings: Settings, *, process: str) -> Telemetry:
    """Configure logs, traces and metrics of this process. Without an OTLP address spans are made but sent nowhere."""
    configure_logs(process)
    resource = Resource.create({SERVICE_NAME: f"solvent-{process}"})
    traces = TracerProvider(resource=resource)
    readers: list[MetricReader] = [PrometheusMetricReader()]
    if settings.otlp_endpoint is not None:
        # Here and not above: a process that sends its spans nowhere need not hold what sends them.
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415 as said
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 as said

        base = settings.otlp_endpoint.rstrip("/")
        spans = OTLPSpanExporter(f"{base}/v1/traces", timeout=EXPORT_TIMEOUT_SECONDS)
        traces.add_span_processor(BatchSpanProcessor(spans, schedule_delay_millis=1000))
        sums = OTLPMetricExporter(f"{base}/v1/metrics", timeout=EXPORT_TIMEOUT_SECONDS)
        readers.append(PeriodicExportingMetricReader(sums, export_interval_millis=15_000))
    # No reader of ours tells of single requests beside a histogram, and choosing them costs each record a tenth.
    meters = MeterProvider(readers, resource, exemplar_filter=AlwaysOffExemplarFilter())
    trace.set_tracer_provider(traces)
    metrics.set_meter_provider(meters)
    _instrument_clients()
    return Telemetry(traces, meters)


def watch_platform(platform: Platform) -> None:
    """A span for each SQL statement of both engines."""
    instrumentor = SQLAlchemyInstrumentor()
    instrumentor.instrument(engines=[platform.database.app.sync_engine, platform.database.system.sync_engine])


def _instrument_clients() -> None:
    celery = CeleryInstrumentor()  # type: ignore[no-untyped-call]  # its package leaves it untyped
    for instrumentor in (celery, HTTPXClientInstrumentor(), RedisInstrumentor()):
        if not instrumentor.is_instrumented_by_opentelemetry:
            instrumentor.instrument()


def configure_logs(process: str) -> None:
    """One JSON object a line on stderr: event, level, time, trace and span ids, then the values."""
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _trace_ids,
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*processors, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=processors,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # httpx logs whole URLs, and a bank's token request carries its secret in one.
    for noisy in ("httpx", "httpcore", "botocore", "strawberry", "uvicorn.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _trace_ids(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
        event["span_id"] = f"{context.span_id:016x}"
    return event

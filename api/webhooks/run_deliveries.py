"""The process that carries webhooks: small rounds over what is due, until told to stop."""

import asyncio
import signal

import structlog
from opentelemetry import metrics

from api.graphql.schema import build_schema
from api.webhooks.payload_answers import PayloadAnswers
from core.adapters.telemetry import start_telemetry, watch_platform
from core.adapters.wiring import Platform, build_platform
from core.db.errors import DatabaseUnavailableError
from core.settings import Settings
from core.webhooks.deliver import Courier
from core.webhooks.deliver_due import DeliveryRounds
from core.webhooks.measure_deliveries import DeliveryMeasures
from ml.embeddings.load_embedder import load_embedder

log = structlog.get_logger()
PAUSE_AFTER_ERROR_SECONDS = 1.0


def build_courier(platform: Platform) -> Courier:
    """What carries deliveries, with the schema that makes their bodies: a person's own queries need not be trusted."""
    schema = build_schema(platform.settings.limits)
    payloads = PayloadAnswers(platform, schema, load_embedder(platform.settings.onnx_embedder))
    measures = DeliveryMeasures(metrics.get_meter("solvent.webhooks"))
    settings, sender = platform.settings.webhooks, platform.webhook_sender
    return Courier(platform.database, platform.clock, settings, sender, payloads, measures=measures)


async def run_deliveries(settings: Settings) -> None:
    """Deliver until told to stop; what is under way then may end first."""
    telemetry = start_telemetry(settings, process="webhooks")
    platform = build_platform(settings, process="webhooks")
    watch_platform(platform)
    rounds = DeliveryRounds(build_courier(platform))
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    log.info("loop_started", interval_seconds=settings.webhooks.interval_seconds)
    while not stopped.is_set():
        pause = settings.webhooks.interval_seconds
        try:
            await rounds.round()
        except DatabaseUnavailableError:
            log.warning("loop_waits_for_database")
            pause = max(pause, PAUSE_AFTER_ERROR_SECONDS)
        except Exception:  # the loop must outlive whatever one round meets
            log.exception("loop_round_failed")
            pause = max(pause, PAUSE_AFTER_ERROR_SECONDS)
        waits = {asyncio.create_task(stopped.wait()), asyncio.create_task(rounds.rest(pause))}
        _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
    await rounds.stop(settings.webhooks.total_seconds)
    await platform.close()
    telemetry.flush()

"""The Celery worker: each process has one event loop and one platform, made when the process starts."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import structlog
from celery import Celery
from celery.signals import worker_process_init, worker_process_shutdown, worker_ready

from core.adapters.queue.celery_app import RUN_JOB, make_celery
from core.adapters.telemetry import Telemetry, configure_logs, start_telemetry, watch_platform
from core.db.errors import DatabaseUnavailableError
from core.jobs.handler import JobHandler
from core.jobs.run_job import run_job
from core.settings import Settings, load_settings
from workers.handlers import bind_handlers
from workers.runtime import Tools, build_tools

log = structlog.get_logger()
PAUSE_WITHOUT_DATABASE_SECONDS = 1.0

Bind = Callable[[Tools], Mapping[str, JobHandler]]
"""Makes the handlers of a process from its tools."""


class WorkerProcess:
    """What one worker process holds from its start to its end."""

    def __init__(self, bind: Bind) -> None:
        self._bind = bind

    loop: asyncio.AbstractEventLoop
    telemetry: Telemetry
    tools: Tools
    handlers: Mapping[str, JobHandler]

    def start(self) -> None:
        """Build everything; called after the fork, so that no connection is shared."""
        settings = load_settings()
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        self.telemetry = start_telemetry(settings, process="worker")
        self.tools = build_tools(settings, process="worker")
        watch_platform(self.tools.platform)
        self.handlers = self._bind(self.tools)

    def run(self, job_id: UUID) -> None:
        """Do one job to its end."""
        platform = self.tools.platform
        work = run_job(platform.database, platform.events, self.handlers, platform.settings.jobs, job_id)
        try:
            self.loop.run_until_complete(work)
        except DatabaseUnavailableError:
            # The row still says what is to be done: its lease lapses and the relay sends it again. Without a pause the
            # whole queue would run through this worker's fingers while the database is away.
            log.warning("job_left_to_relay", job_id=str(job_id))
            time.sleep(PAUSE_WITHOUT_DATABASE_SECONDS)

    def stop(self) -> None:
        """Close everything."""
        self.loop.run_until_complete(self.tools.platform.close())
        self.telemetry.flush()
        self.loop.close()


def make_worker_app(settings: Settings, bind: Bind = bind_handlers) -> Celery:
    """The application that `solvent worker` runs."""
    app = make_celery(settings.redis_url.get_secret_value())
    process = WorkerProcess(bind)

    @app.task(name=RUN_JOB, ignore_result=True)
    def run(job_id: str) -> None:
        process.run(UUID(job_id))

    @worker_process_init.connect(weak=False)
    def start(**_: Any) -> None:
        process.start()

    @worker_ready.connect(weak=False)
    def announce(**_: Any) -> None:
        log.info("worker_ready")

    @worker_process_shutdown.connect(weak=False)
    def stop(**_: Any) -> None:
        process.stop()

    return app


def run_worker(settings: Settings, concurrency: int, bind: Bind = bind_handlers) -> None:
    """Serve the queues until told to stop. Prefork: a job that kills its process kills no other."""
    configure_logs("worker")
    app = make_worker_app(settings, bind)
    app.worker_main(
        [
            "worker",
            f"--concurrency={concurrency}",
            "--queues=quick,heavy",
            "--without-gossip",
            "--without-mingle",
            "--loglevel=WARNING",
            "--max-memory-per-child=1500000",
        ]
    )

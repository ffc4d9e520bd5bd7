"""The one configuration of Celery, shared by those who publish and the workers."""

from typing import Any

from celery import Celery

RUN_JOB = "solvent.run_job"
HEAVY_JOBS = frozenset({"documents.read_document"})
"""Jobs that hold a core for seconds: they have a queue of their own, so that quick ones don't wait behind them."""

VISIBILITY_TIMEOUT_SECONDS = 300


def queue_of(job_name: str) -> str:
    """The queue a kind of job is routed to."""
    return "heavy" if job_name in HEAVY_JOBS else "quick"


def make_celery(broker_url: str) -> Celery:
    """A Celery application bound to the broker. Opens no connection."""
    app = Celery("solvent", broker=broker_url, set_as_current=False)
    app.conf.update(_settings(broker_url))
    return app


def _settings(broker_url: str) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_ignore_result": True,
        "task_default_queue": "quick",
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_connection_timeout": 5,
        "timezone": "UTC",
    }
    if broker_url.startswith(("redis://", "rediss://")):
        # kombu looks for what a killed worker held every interval x throttle seconds: by default only each 100 s.
        settings["broker_transport_options"] = {
            "visibility_timeout": VISIBILITY_TIMEOUT_SECONDS,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_timeout": 5,
            "socket_connect_timeout": 5,
            "socket_keepalive": True,
            # A publisher gets its answer at once: kombu would hold its thread, trying again, for as long as the outage
            # lasts or 5 s. The worker's consumer does not look at this: it reconnects for ever.
            "max_retries": 0,
        }
    return settings

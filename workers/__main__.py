"""`python -m workers worker|relay|beat`: one of the processes behind the API."""

import argparse
import asyncio

from core.settings import load_settings
from workers.relay import run_relay, run_scheduler


def main() -> None:
    """Run the chosen process until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m workers", description="Run a process behind the Solvent API.")
    parser.add_argument("process", choices=["worker", "relay", "beat"])
    parser.add_argument("--concurrency", type=int, default=2, help="worker processes")
    chosen = parser.parse_args()
    settings = load_settings()
    if chosen.process == "relay":
        asyncio.run(run_relay(settings))
    elif chosen.process == "beat":
        asyncio.run(run_scheduler(settings))
    else:
        from workers.celery_app import run_worker  # noqa: PLC0415 the small loops need no Celery worker

        run_worker(settings, chosen.concurrency)


if __name__ == "__main__":
    main()

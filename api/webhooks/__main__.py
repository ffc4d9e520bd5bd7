"""`python -m api.webhooks`: carry events to people's own endpoints."""

import asyncio

from api.webhooks.run_deliveries import run_deliveries
from core.settings import load_settings


def main() -> None:
    """Deliver until told to stop."""
    asyncio.run(run_deliveries(load_settings()))


if __name__ == "__main__":
    main()

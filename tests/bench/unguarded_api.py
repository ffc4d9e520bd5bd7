"""The API without its guards: no token checked, no row protected, no limit counted. It tells what they cost."""

import argparse
import os
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import uvicorn
from sqlalchemy.ext.asyncio import create_async_engine

from api.app import create_app
from core.actor import Actor
from core.adapters.wiring import build_platform
from core.db.person_connections import PersonConnections
from core.ids import new_id
from core.ports.rate_limiter import Allowance
from core.settings import load_settings


class _NoLimits:
    """Lets everything through."""

    async def hit(self, name: str, who: str, limit: int, per_seconds: int) -> Allowance:  # noqa: ARG002 the port's signature
        return Allowance(is_allowed=True)

    async def close(self) -> None:
        """Nothing is open."""


class _OneCaller:
    """Takes every request for one person's, whatever its token."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    async def check(self, token: str) -> Actor:  # noqa: ARG002 as above
        return self._actor


def main() -> None:
    """Serve as the owner of the database, whom row-level security does not hold, for one person."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--person", type=UUID, required=True)
    chosen = parser.parse_args()
    settings = load_settings()
    actor = Actor(chosen.person, "user", new_id(), datetime.max.replace(tzinfo=UTC))
    built = build_platform(settings, process="unguarded")
    platform = replace(built, limiter=_NoLimits(), access_tokens=_OneCaller(actor))  # type: ignore[arg-type]  # stand-ins
    owner = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
    platform.database.person_reads = PersonConnections(create_async_engine(owner))
    uvicorn.run(create_app(settings, platform), host="127.0.0.1", port=chosen.port, access_log=False, log_config=None)


if __name__ == "__main__":
    main()

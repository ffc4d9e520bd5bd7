"""What the API process holds from its start to its end."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from core.adapters.telemetry import start_telemetry, watch_platform
from core.adapters.wiring import Platform
from core.settings import Settings


def lifespan(settings: Settings, platform: Platform) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Start telemetry, and close every connection at the end."""

    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[None]:
        telemetry = start_telemetry(settings, process="api")
        watch_platform(platform)
        yield
        await platform.close()
        telemetry.flush()

    return run

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from sandbox.app import create_app
from sandbox.bank import Bank
from sandbox.config import SandboxConfig

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TLS = ssl.create_default_context()  # made once: loading the authorities takes longer than most tests
TEAM, SECRET = "team-a", "team-a-secret"


@pytest.fixture(scope="module")
def config() -> SandboxConfig:
    return SandboxConfig(code="vbank", client_id=TEAM, client_secret=SECRET, clock=lambda: NOW)


@pytest.fixture(scope="module")
def app(config: SandboxConfig) -> FastAPI:
    return create_app(config)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Calls a fresh bank without a network."""
    app.state.reset()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank", verify=TLS) as opened:
        yield opened


@pytest.fixture
async def team(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """A client with a team's token."""
    answer = await client.post("/auth/bank-token", params={"client_id": TEAM, "client_secret": SECRET})
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    client.headers["X-Requesting-Bank"] = TEAM
    return client


@pytest.fixture
def bank(config: SandboxConfig) -> Bank:
    return Bank(config)

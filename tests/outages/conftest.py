"""Servers of these tests' own, to be stopped, frozen and started again under one running API."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from cli.up.postgres_server import PostgresServer
from cli.up.redis_server import RedisServer
from core.adapters.wiring import Platform, build_platform
from core.jobs.handler import JobHandler
from core.settings import Settings
from tests.conftest import BINARIES, Services, prepare_database, settings_for
from tests.outages.servers import Servers
from tests.support.serving import Address, served
from workers.handlers import bind_handlers
from workers.runtime import Tools


@pytest.fixture(scope="session")
def all_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("outages")
    with PostgresServer(folder, durable=False, binaries=BINARIES) as postgres, RedisServer(folder) as redis:
        yield Servers(postgres, redis)


@pytest.fixture
def servers(all_servers: Servers) -> Iterator[Servers]:
    """Both run when a test begins, and again when it is over, whatever it did to them."""
    all_servers.heal()
    yield all_servers
    all_servers.heal()


@pytest.fixture(scope="session")
def settings(all_servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    services = Services(all_servers.postgres.url, all_servers.redis.url)
    made = settings_for(services, tmp_path_factory.mktemp("outages-data"), jobs={"retry_base_seconds": 0.01})
    prepare_database(made)
    return made


@pytest.fixture(scope="session")
async def _shared_platform(settings: Settings) -> AsyncIterator[Platform]:
    made = build_platform(settings, process="outages")
    yield made
    await made.close()


@pytest.fixture
def platform(_shared_platform: Platform, servers: Servers) -> Platform:  # noqa: ARG001 they must run
    """One platform for all: that the same process answers after each outage is the point."""
    for adapter in (_shared_platform.limiter._shared, _shared_platform.queue, _shared_platform.events):
        adapter._pause.succeeded()  # what the last test did to Redis is over
    return _shared_platform


@pytest.fixture(scope="session")
async def client(settings: Settings, _shared_platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(settings, _shared_platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as made:
        yield made


@pytest.fixture(scope="session")
def handlers(_shared_platform: Platform) -> Mapping[str, JobHandler]:
    return bind_handlers(Tools(_shared_platform))


@pytest.fixture
def storage(settings: Settings) -> Path:
    return settings.data_folder / "storage"


@pytest.fixture
async def address(settings: Settings, platform: Platform) -> AsyncIterator[Address]:
    """The API behind a real socket."""
    async with served(create_app(settings, platform)) as made:
        yield made

"""Real PostgreSQL and Redis on private ports, started by the test run itself; one platform for the whole run.

Each test makes people of its own: row-level security keeps them apart as it does in production.
"""

import asyncio
import logging
import os
import secrets
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import hypothesis
import pytest
import structlog
from pydantic import SecretStr
from xdist.remote import Producer

from api.app import create_app
from cli.seed import seed_platform
from cli.up.postgres_server import PostgresServer
from cli.up.redis_server import RedisServer
from core.adapters.schema import metadata
from core.adapters.wiring import APP_PASSWORD, SYSTEM_PASSWORD, Platform, build_platform, build_secrets, secret_or_new
from core.db.provision import migrate, provision_roles
from core.jobs.handler import JobHandler
from core.settings import LimitSettings, Settings
from tests.support.accounts import from_address
from tests.support.by_file import ByFile, place_of
from tests.support.people import Person, make_person
from tests.support.trained_model import lend_trained_model
from workers.handlers import bind_handlers
from workers.runtime import Tools

BINARIES = Path(__file__).parent.parent / ".solvent" / "postgres"
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
# Timings never decide a test, and chance does not decide whether a change is good: the same code is given the same
# examples. `make nightly` gives it others (--hypothesis-profile nightly).
hypothesis.settings.register_profile("solvent", deadline=None, derandomize=True)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile("solvent")


@dataclass(frozen=True)
class Services:
    """Addresses of this run's servers."""

    owner_url: str
    redis_url: str


@pytest.fixture(autouse=True)
def _logs_of_each_test_apart() -> None:
    """A test that runs a command in this process leaves logs pointing at its own, closed, standard error."""
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.KeyValueRenderer(key_order=["event"])],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("services")
    with (
        PostgresServer(folder, durable=False, binaries=BINARIES) as postgres,
        RedisServer(folder) as redis,
    ):
        yield Services(postgres.url, redis.url)


def settings_for(services: Services, folder: Path, **changes: object) -> Settings:
    """Settings of a platform on this run's servers with a data folder of its own."""
    values: dict[str, object] = {
        "database_url": SecretStr(services.owner_url),
        "redis_url": SecretStr(services.redis_url),
        "data_folder": folder,
        "public_url": "http://testserver",
        "database_pool_size": 5,
        # All tests come from one address, hundreds a minute on a quick machine; test_limits.py has its own.
        "limits": LimitSettings(oauth_per_minute=10_000),
    }
    return Settings.model_validate(values | changes)


def prepare_database(settings: Settings) -> None:
    """Roles, migrations and the system's own rows, as `solvent migrate` does them."""
    secrets = build_secrets(settings)
    owner = settings.database_url.get_secret_value()
    passwords = (secret_or_new(secrets, APP_PASSWORD), secret_or_new(secrets, SYSTEM_PASSWORD))
    asyncio.run(provision_roles(owner, *passwords))
    migrate(owner, metadata)
    asyncio.run(_seed(settings))


async def _seed(settings: Settings) -> None:
    platform = build_platform(settings, process="seed")
    await seed_platform(platform)
    await platform.close()


@pytest.fixture(scope="session")
def settings(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = settings_for(services, tmp_path_factory.mktemp("data"))
    lend_trained_model(made.data_folder)
    prepare_database(made)
    return made


@pytest.fixture(scope="session")
async def platform(settings: Settings) -> AsyncIterator[Platform]:
    made = build_platform(settings, process="tests")
    yield made
    await made.close()


@pytest.fixture(scope="session")
async def client(settings: Settings, platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(settings, platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as made:
        yield made


@pytest.fixture(scope="session")
def handlers(platform: Platform) -> Mapping[str, JobHandler]:
    return bind_handlers(Tools(platform))


@pytest.fixture
async def person(platform: Platform, client: httpx.AsyncClient) -> Person:
    return await make_person(platform, client)


@pytest.fixture
def stranger(client: httpx.AsyncClient) -> Person:
    """At a network address of their own: the limits of strangers count by address."""
    return from_address(client, str(IPv4Address(0x0A000000 + secrets.randbelow(1 << 24))))


@pytest.fixture
def another(platform: Platform, client: httpx.AsyncClient) -> Callable[[], object]:
    return lambda: make_person(platform, client)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first. OCR is optional on a machine; what needs it says so where it is skipped."""
    items.sort(key=lambda item: place_of(item.nodeid))
    if shutil.which("tesseract") is None:
        missing = pytest.mark.skip(reason="tesseract is not installed: infra/setup/system_packages.sh ocr")
        for item in items:
            if item.get_closest_marker("ocr") is not None:
                item.add_marker(missing)

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer

from cli.up.postgres_server import PostgresServer

os.environ.setdefault("PACT_DO_NOT_TRACK", "true")  # Pact tells its makers of each run otherwise


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="session")
def postgres_owner_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded PostgreSQL of this run's own."""
    with PostgresServer(tmp_path_factory.mktemp("postgres"), durable=False) as server:
        yield server.url


@pytest.fixture
def bucket() -> str:
    return f"solvent-contract-{uuid4().hex[:12]}"

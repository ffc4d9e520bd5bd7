"""One trace crosses API, job, worker and SQL: shown with an OTLP receiver inside the test."""

import asyncio
import gzip
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from cli.up.free_port import free_port
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.people import Person, make_person

Span = tuple[str, str, str]
"""Service, name and trace id of a span."""


class Receiver(ThreadingHTTPServer):
    """Takes OTLP over HTTP and remembers the spans."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.spans: list[Span] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self, request: ExportTraceServiceRequest) -> None:
        for group in request.resource_spans:
            names = {pair.key: pair.value.string_value for pair in group.resource.attributes}
            for scope in group.scope_spans:
                self.spans += [(names["service.name"], span.name, span.trace_id.hex()) for span in scope.spans]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if self.path == "/v1/traces":
            self.server.take(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def environment(settings: Settings, receiver: Receiver) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
        "SOLVENT_PUBLIC_URL": settings.public_url,
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
    }


@pytest.fixture
def processes(settings: Settings, receiver: Receiver, tmp_path: Path) -> Iterator[str]:
    """An API and a worker that send their spans to the receiver; the API's address."""
    port = free_port()
    commands = {
        "api": ["-m", "api", "--port", str(port)],
        "worker": ["-m", "workers", "worker", "--concurrency", "1"],
    }
    running = []
    for name, arguments in commands.items():
        with (tmp_path / f"{name}.log").open("wb") as log:
            running.append(
                subprocess.Popen(  # noqa: S603 our own program
                    [sys.executable, *arguments], env=environment(settings, receiver), stdout=log, stderr=log
                )
            )
    yield f"http://127.0.0.1:{port}"
    for process in running:
        process.terminate()
        process.wait(30)


async def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition that another thread or process makes true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        await asyncio.sleep(0.2)
    raise AssertionError("it never came true")


async def test_one_trace_from_the_request_to_the_workers_sql(
    receiver: Receiver, processes: str, platform: Platform, client: httpx.AsyncClient
) -> None:
    async with httpx.AsyncClient(base_url=processes, timeout=30) as outside:

        def answers() -> bool:
            try:
                return httpx.get(f"{processes}/health/live", timeout=2).status_code == httpx.codes.OK
            except httpx.HTTPError:
                return False

        await until(answers)
        person = await make_person(platform, client)
        caller = Person(outside, person.token, person.user_id)
        await caller.ask(
            """mutation { createAccount(input: {name: "Main", currency: "RUB"}) { errors { code } }
                 requestForecast(input: {horizonDays: 10}) { errors { code } } }"""
        )

        def crossed() -> bool:
            jobs = [span for span in receiver.spans if span[1] == "job forecasting.make_forecast"]
            traces = {trace for _, _, trace in jobs}
            names = {(service, name.split(" ")[0]) for service, name, trace in receiver.spans if trace in traces}
            return {("solvent-api", "graphql"), ("solvent-worker", "job"), ("solvent-worker", "INSERT")} <= names

        await until(crossed)

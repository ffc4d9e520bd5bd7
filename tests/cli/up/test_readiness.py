import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cli.up.free_port import free_port
from cli.up.readiness import HttpAnswers, LogSays, is_ready


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = {"/health/ready?deep=1": 200, "/moved": 307, "/health/ready": 503}.get(self.path, 404)
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "expected"), [("/health/ready?deep=1", True), ("/moved", True), ("/health/ready", False), ("", False)]
)
def test_a_url_is_ready_when_it_is_answered_well(address: str, path: str, expected: bool, tmp_path: Path) -> None:
    assert is_ready(HttpAnswers(address + path), tmp_path / "log", 0) is expected


def test_nobody_listening_is_not_ready(tmp_path: Path) -> None:
    assert not is_ready(HttpAnswers(f"http://127.0.0.1:{free_port()}/"), tmp_path / "log", 0)


def test_only_what_was_logged_since_the_start_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert not is_ready(LogSays("готов"), log, 0)
    log.write_text("worker готов.\n")
    assert is_ready(LogSays("готов"), log, 0)
    assert not is_ready(LogSays("готов"), log, log.stat().st_size)


def test_a_callable_is_asked(tmp_path: Path) -> None:
    assert is_ready(lambda: True, tmp_path / "log", 0)
    assert not is_ready(lambda: False, tmp_path / "log", 0)

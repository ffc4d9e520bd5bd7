"""Ways to tell that a started process is ready for work."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

PROBE_TIMEOUT_S = 2.0
HTTP_OK = range(200, 400)


@dataclass(frozen=True)
class HttpAnswers:
    """Ready when a GET of this `http://` URL is answered with a status from 200 to 399."""

    url: str


@dataclass(frozen=True)
class LogSays:
    """Ready when the process has printed this text since it was started."""

    text: str


# A callable is asked again and again; it must answer within a second or two.
Readiness: TypeAlias = HttpAnswers | LogSays | Callable[[], bool]


def is_ready(probe: Readiness, log: Path, log_start: int) -> bool:
    """Ask the probe once. `log_start` is the size the log had, in bytes, when the process was started."""
    match probe:
        case HttpAnswers(url):
            return _http_answers(url)
        case LogSays(text):
            return _log_says(text, log, log_start)
        case _:
            return probe()


def _http_answers(url: str) -> bool:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=PROBE_TIMEOUT_S)
    try:
        connection.request("GET", f"{address.path or '/'}{'?' if address.query else ''}{address.query}")
        return connection.getresponse().status in HTTP_OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _log_says(text: str, log: Path, log_start: int) -> bool:
    try:
        with log.open("rb") as file:
            file.seek(log_start)
            return text.encode() in file.read()
    except FileNotFoundError:
        return False

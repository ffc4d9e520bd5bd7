"""Webhooks over HTTPS, to the outside alone."""

import asyncio
import math
import ssl
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx
from opentelemetry.instrumentation.utils import suppress_http_instrumentation

from core.adapters.oidc.guarded_transport import ForbiddenAddressError, GuardedTransport
from core.ports.webhook_sender import Failure, WebhookAddressError, WebhookAnswer
from core.settings import WebhookSettings

MOST_READ: Final = 1024
LONGEST_URL: Final = 2000
USER_AGENT: Final = "Solvent-Webhooks/1"
LONGEST_WAIT_ASKED: Final = 24 * 3600.0


class HttpWebhookSender:
    """Posts to addresses that people name. The address that a name stands for is looked at at every attempt.

    Nothing is kept open between deliveries: two names on one address, as with many hosters, must never share a
    connection whose certificate was checked for one of them.
    """

    def __init__(self, settings: WebhookSettings) -> None:
        self._settings = settings

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Read once: the authorities take 20 ms, and processes that send nothing need them not."""
        return httpx.create_ssl_context()

    async def check(self, url: str) -> None:
        """Raise WebhookAddressError unless it is a public https address that can be reached on a port of ours."""
        parts = self._checked(url)
        host = parts.hostname or ""
        request = httpx.Request("POST", url)
        try:
            await self._transport().resolve(host, request)
        except ForbiddenAddressError:
            raise WebhookAddressError("The address is not on the public internet.", field="url") from None
        except httpx.RequestError:
            raise WebhookAddressError(f"The name {host!r} can't be found.", field="url") from None

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> WebhookAnswer:
        """Post once; redirects are answers like any other that is no 2xx."""
        began = time.monotonic()

        def after(failure: Failure, error: str) -> WebhookAnswer:
            return WebhookAnswer(None, "", _since(began), error, failure=failure)

        try:
            self._checked(url)
            async with asyncio.timeout(self._settings.total_seconds):
                return await self._post(url, headers, body, began)
        except WebhookAddressError as error:
            return after(Failure.ADDRESS, error.message)
        except ForbiddenAddressError:
            return after(Failure.ADDRESS, "The address is not on the public internet.")
        except (TimeoutError, httpx.TimeoutException):
            return after(Failure.TIMEOUT, "No answer in time.")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            return after(Failure.CONNECTION, f"The connection failed: {type(error).__name__}.")

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes, began: float) -> WebhookAnswer:
        wait = httpx.Timeout(self._settings.total_seconds, connect=self._settings.connect_seconds)
        said = {"content-type": "application/json", "user-agent": USER_AGENT, **headers, "accept-encoding": "identity"}
        # No span of ours and no header of its: addresses may hold secrets, and traces are nobody else's matter.
        with suppress_http_instrumentation():
            return await self._read(url, body, said, wait, began)

    async def _read(
        self, url: str, body: bytes, said: Mapping[str, str], wait: httpx.Timeout, began: float
    ) -> WebhookAnswer:
        async with (
            httpx.AsyncClient(
                transport=self._transport(), timeout=wait, follow_redirects=False, trust_env=False
            ) as client,
            client.stream("POST", url, content=body, headers=said) as answer,
        ):
            beginning = await _beginning(answer)
            error = None if answer.is_success else f"The endpoint answered {answer.status_code}."
            asked = _retry_after(answer)
            return WebhookAnswer(answer.status_code, beginning, _since(began), error, asked)

    def _transport(self) -> GuardedTransport:
        return GuardedTransport(is_local=self._settings.allow_loopback, verify=self._tls)

    def _checked(self, url: str) -> SplitResult:
        """The parts of an address that may be sent to, as far as the text tells."""
        try:
            parts = urlsplit(url)
            port = parts.port
            httpx.URL(url)
        except (ValueError, httpx.InvalidURL):
            raise WebhookAddressError("This is no address.", field="url") from None
        is_local = self._settings.allow_loopback
        if len(url) > LONGEST_URL or any(character <= " " or character == "\x7f" for character in url):
            raise WebhookAddressError(f"An address has up to {LONGEST_URL} characters and no spaces.", field="url")
        if parts.scheme != "https" and not (is_local and parts.scheme == "http"):
            raise WebhookAddressError("The address must begin with https://.", field="url")
        if not parts.hostname or parts.fragment:
            raise WebhookAddressError("The address needs a host, and no part after a #.", field="url")
        if parts.username is not None or parts.password is not None:
            raise WebhookAddressError("The address must hold no name or password: requests are signed.", field="url")
        if not is_local and (443 if port is None else port) not in self._settings.ports:
            ports = ", ".join(str(one) for one in sorted(self._settings.ports))
            raise WebhookAddressError(f"The port must be one of {ports}.", field="url")
        return parts


async def _beginning(answer: httpx.Response) -> str:
    """The first of what it says, as text; the rest is left unread."""
    read = bytearray()
    async for chunk in answer.aiter_raw(MOST_READ):
        read += chunk
        if len(read) >= MOST_READ:
            break
    return bytes(read[:MOST_READ]).decode("utf-8", errors="replace")


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds that it asks to be left alone; dates are not understood."""
    try:
        asked = float(answer.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(asked, LONGEST_WAIT_ASKED) if math.isfinite(asked) and asked > 0 else None


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)

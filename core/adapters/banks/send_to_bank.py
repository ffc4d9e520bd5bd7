"""One attempt at one call: sent, timed, read within bounds, and told to the observer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

import httpx

from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankError, BankInfo
from core.ports.bank_journal import BankCall, CallOutcome

_UNAUTHORISED: Final = 401
_LIMITED: Final = 429
_REFUSED: Final = 400
_FAILED: Final = 500
_JSON_STARTS: Final = (b"{", b"[")


@dataclass(frozen=True, slots=True)
class BankRequest:
    """A call to make.

    `repeatable` says that making it twice does no harm; `once` that it is sent one time, whatever happens;
    `is_optional` that not every bank knows it.
    `secret_query` goes over the wire and nowhere else: it is never part of a URL that is logged, traced or raised.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    secret_query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: object = None
    repeatable: bool = True
    once: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What came back."""

    status: int
    headers: httpx.Headers
    body: bytes = field(repr=False)  # may hold a token


class NoAnswerError(BankError):
    """The bank could not be reached or broke off. `was_sent` is False when it surely saw nothing."""

    def __init__(self, message: str, *, was_sent: bool) -> None:
        super().__init__(message, retryable=True)
        self.was_sent = was_sent


class UnreadableAnswerError(BankError):
    """The bank answered, but what it sent can't be taken in."""


class SendToBank:
    """Sends single attempts through pooled clients."""

    def __init__(self, client: Callable[[BankInfo], httpx.AsyncClient], clock: Clock, most_bytes: int) -> None:
        self._client = client
        self._clock = clock
        self._most_bytes = most_bytes

    async def __call__(self, bank: BankInfo, request: BankRequest, attempt: int, watchers: Watchers) -> RawAnswer:
        """Send and read. Raises NoAnswerError, UnreadableAnswerError, BankError where there is no way to the bank."""
        client = self._client(bank)
        at, started = self._clock.now(), perf_counter()
        outcome, status = CallOutcome.UNREACHABLE, None
        try:
            async with client.stream(
                request.method,
                bank.base_url.rstrip("/") + request.path,
                params=dict(request.query) or None,
                headers=dict(request.headers),
                json=request.body,
                extensions=self._hidden_target(bank, request),
            ) as response:
                outcome = status_outcome(response.status_code)
                # A failing bank closes the connection next. Leaving its text unread takes the connection
                # out of the pool, or the call after this one would break on it.
                body = b"" if outcome is CallOutcome.FAILED else await self._read(bank, response)
                status = response.status_code
                if outcome is CallOutcome.OK and body and body.lstrip()[:1] not in _JSON_STARTS:
                    outcome = CallOutcome.UNREADABLE
                return RawAnswer(status, response.headers, body)
        except httpx.TimeoutException as error:
            outcome = CallOutcome.TIMED_OUT
            was_sent = not isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
            raise NoAnswerError(f"{bank.name} did not answer in time ({_what(request)}).", was_sent=was_sent) from None
        except httpx.DecodingError:
            outcome = CallOutcome.UNREADABLE
            raise UnreadableAnswerError(
                f"{bank.name} sent an answer that can't be decoded ({_what(request)}).", retryable=True
            ) from None
        except (httpx.TransportError, httpx.InvalidURL) as error:
            outcome = CallOutcome.UNREACHABLE
            was_sent = not isinstance(error, httpx.ConnectError)
            raise NoAnswerError(f"{bank.name} can't be reached ({_what(request)}).", was_sent=was_sent) from None
        except UnreadableAnswerError:
            outcome = CallOutcome.UNREADABLE
            raise
        finally:
            spent = perf_counter() - started
            watchers.tell_call(BankCall(bank.code, request.method, request.path, outcome, status, spent, attempt, at))

    async def _read(self, bank: BankInfo, response: httpx.Response) -> bytes:
        pieces: list[bytes] = []
        size = 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > self._most_bytes:
                raise UnreadableAnswerError(
                    f"{bank.name} sent more than {self._most_bytes} bytes in one answer.", retryable=False
                )
            pieces.append(piece)
        return b"".join(pieces)

    @staticmethod
    def _hidden_target(bank: BankInfo, request: BankRequest) -> dict[str, bytes]:
        """The wire's own request target carries what the client's URL, which is logged and traced, must not hold."""
        if not request.secret_query:
            return {}
        path = httpx.URL(bank.base_url.rstrip("/") + request.path).raw_path
        return {"target": path + b"?" + urlencode({**request.query, **request.secret_query}).encode()}


def status_outcome(status: int) -> CallOutcome:
    """The outcome that a status means."""
    if status == _UNAUTHORISED:
        return CallOutcome.UNAUTHORISED
    if status == _LIMITED:
        return CallOutcome.LIMITED
    if status >= _FAILED:
        return CallOutcome.FAILED
    return CallOutcome.REFUSED if status >= _REFUSED else CallOutcome.OK


def _what(request: BankRequest) -> str:
    return f"{request.method} {request.path}"

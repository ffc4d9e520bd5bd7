"""Calls that end in JSON or in a typed error: token, retries, and what each refusal means."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from core.adapters.banks.bank_call import BankPayload, PayloadObserver
from core.adapters.banks.openbanking_russia.read_answer import (
    BankAnswerError,
    JsonObject,
    clean,
    needed_text,
    parse_json,
    text,
    whole_number,
)
from core.adapters.banks.openbanking_russia.tokens import NewToken, TokenCache
from core.adapters.banks.retry_policy import RetryPolicy
from core.adapters.banks.send_to_bank import BankRequest, NoAnswerError, RawAnswer, SendToBank
from core.clock import Clock
from core.ports.bank_feed import BankError, BankInfo, ConsentRequiredError

_UNAUTHORISED: Final = 401
_FORBIDDEN: Final = 403
_NOT_FOUND: Final = 404
_LIMITED: Final = 429
_INTERNAL: Final = 500
_GATEWAY: Final = frozenset({502, 503, 504})
_UNTOLD_LIFETIME: Final = timedelta(minutes=5)
_MOST_SECONDS: Final = 10**7
_LONGEST_DETAIL: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """A readable answer: 2xx with its object, or 404 with an empty one where the caller allowed it."""

    status: int
    content: JsonObject

    @property
    def is_missing(self) -> bool:
        """Whether the bank knows no such thing."""
        return self.status == _NOT_FOUND


class CallBank:
    """Calls one application's banks. A POST is only repeated when the bank surely did not act on it."""

    def __init__(
        self,
        send: SendToBank,
        *,
        team_id: str,
        secret: Callable[[BankInfo], str],
        clock: Clock,
        retry: RetryPolicy,
        on_payload: PayloadObserver,
    ) -> None:
        self._send = send
        self._team_id = team_id
        self._secret = secret
        self._clock = clock
        self._retry = retry
        self._on_payload = on_payload
        self._tokens = TokenCache(self._ask_token, clock)

    async def __call__(
        self, bank: BankInfo, request: BankRequest, *, consent_id: str | None = None, may_be_missing: bool = False
    ) -> Answer:
        """Call with a token. Raises ConsentRequiredError, BankAnswerError, BankError."""
        headers = {"X-Requesting-Bank": self._team_id, **request.headers}
        if consent_id is not None:
            headers["X-Consent-Id"] = consent_id
        token = await self._tokens.token(bank)
        raw = await self._persist(bank, replace(request, headers={**headers, "Authorization": f"Bearer {token}"}))
        if raw.status == _UNAUTHORISED:
            self._tokens.forget(bank, token)
            token = await self._tokens.token(bank)
            raw = await self._persist(bank, replace(request, headers={**headers, "Authorization": f"Bearer {token}"}))
        if raw.status == _NOT_FOUND and may_be_missing:
            return Answer(raw.status, {})
        _refuse_failure(bank, request, raw)
        if request.method == "GET":
            self._on_payload(BankPayload(bank.code, request.path, tuple(request.query.items()), raw.body))
        return Answer(raw.status, parse_json(raw.body) if raw.body else {})

    async def _ask_token(self, bank: BankInfo) -> NewToken:
        """Ask for a token. The secret is in the query, as this standard wants it, and in nothing that is kept."""
        secret = await asyncio.to_thread(self._secret, bank)
        request = BankRequest(
            "POST", "/auth/bank-token", secret_query={"client_id": self._team_id, "client_secret": secret}
        )
        raw = await self._persist(bank, request)
        if raw.status == _UNAUTHORISED:
            raise BankError(f"{bank.name} does not accept the application's id or secret.", retryable=False)
        # The refusal's text may repeat what was sent, so it is not passed on.
        _refuse_failure(bank, request, replace(raw, body=b"") if raw.status >= 400 else raw)  # noqa: PLR2004 - HTTP
        content = parse_json(raw.body)
        seconds = whole_number(content, "expires_in")
        lifetime = _UNTOLD_LIFETIME if seconds is None else timedelta(seconds=min(seconds, _MOST_SECONDS))
        return NewToken(needed_text(content, "access_token"), lifetime)

    async def _persist(self, bank: BankInfo, request: BankRequest) -> RawAnswer:
        """Send until there is an answer that trying again would not better, within the policy's attempts."""
        internal_errors = 0
        attempt = 0
        while True:
            attempt += 1
            wait: float | None = None
            try:
                raw = await self._send(bank, request, attempt)
            except NoAnswerError as error:
                if attempt >= self._retry.attempts or (error.was_sent and not request.repeatable):
                    raise
            else:
                internal_errors += raw.status == _INTERNAL
                if attempt >= self._retry.attempts or not _is_worth_repeating(request, raw, internal_errors):
                    return raw
                wait = self._asked_wait(raw)
                if wait is not None and wait > self._retry.longest_wait:
                    return raw
            await self._retry.sleep(self._retry.wait_after(attempt) if wait is None else wait)

    def _asked_wait(self, raw: RawAnswer) -> float | None:
        """Seconds that a Retry-After asks for, given as a number or as a date."""
        value = raw.headers.get("retry-after", "").strip()
        if value.isdecimal():
            return float(value)
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
        return max((until - self._clock.now()).total_seconds(), 0.0)


def _is_worth_repeating(request: BankRequest, raw: RawAnswer, internal_errors: int) -> bool:
    if raw.status == _LIMITED:
        return True
    if not request.repeatable:
        return False
    return raw.status in _GATEWAY or (raw.status == _INTERNAL and internal_errors == 1)


def _refuse_failure(bank: BankInfo, request: BankRequest, raw: RawAnswer) -> None:
    """Raise what a failing status means; pass a success."""
    what = f"{request.method} {request.path}"
    if raw.status < 300:  # noqa: PLR2004 - HTTP
        return
    if raw.status == _LIMITED:
        raise BankError(f"{bank.name} takes no more calls for now ({what}).", retryable=True)
    if raw.status >= _INTERNAL:
        raise BankError(f"{bank.name} failed with {raw.status} ({what}).", retryable=True)
    if raw.status == _UNAUTHORISED:
        raise BankError(f"{bank.name} refused a fresh token ({what}).", retryable=False)
    reason, sentence = _reason(raw.body)
    if raw.status == _FORBIDDEN and reason is not None:
        raise ConsentRequiredError(f"{bank.name} wants the person's consent: {sentence or reason}.")
    raise BankError(
        f"{bank.name} refused with {raw.status} ({what}): {sentence or 'no reason given'}.", retryable=False
    )


def _reason(body: bytes) -> tuple[str | None, str | None]:
    """Machine-readable reason and sentence of a refusal, of its three shapes."""
    try:
        detail: object = parse_json(body).get("detail")
        if isinstance(detail, Mapping):
            return text(detail, "error"), _short(text(detail, "message"))
    except BankAnswerError:
        return None, None
    if isinstance(detail, list):
        messages = (str(item.get("msg")) for item in detail if isinstance(item, Mapping))
        return None, _short(clean("; ".join(messages)))
    return None, _short(clean(detail)) if isinstance(detail, str) else None


def _short(sentence: str | None) -> str | None:
    return None if sentence is None else sentence[:_LONGEST_DETAIL].rstrip(".")

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from core.adapters.banks.openbanking_russia.refusals import INTERNAL, LIMITED
from core.adapters.banks.retry_policy import RetryPolicy
from core.adapters.banks.send_to_bank import BankRequest, NoAnswerError, RawAnswer, SendToBank
from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankInfo

_GATEWAY: Final = frozenset({502, 503, 504})


class Persistence:
    """Sends until there is an answer that trying again would not better, within the policy's attempts."""

    def __init__(self, send: SendToBank, retry: RetryPolicy, clock: Clock) -> None:
        self._send = send
        self._retry = retry
        self._clock = clock

    async def __call__(self, bank: BankInfo, request: BankRequest, watchers: Watchers) -> RawAnswer:
        """Any answer, also a failing one. Raises NoAnswerError, BankError. A request for once is sent once."""
        if request.once:
            return await self._send(bank, request, 1, watchers)
        internal_errors = 0
        attempt = 0
        while True:
            attempt += 1
            wait: float | None = None
            try:
                raw = await self._send(bank, request, attempt, watchers)
            except NoAnswerError as error:
                if attempt >= self._retry.attempts or (error.was_sent and not request.repeatable):
                    raise
            else:
                internal_errors += raw.status == INTERNAL
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
    if raw.status == LIMITED:
        return True
    if not request.repeatable:
        return False
    return raw.status in _GATEWAY or (raw.status == INTERNAL and internal_errors == 1)

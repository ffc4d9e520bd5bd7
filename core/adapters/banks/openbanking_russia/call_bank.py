"""Calls that end in JSON or in a typed error: with a token, retries and the headers that every call wants."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Protocol

from core.adapters.banks.openbanking_russia.persistence import Persistence
from core.adapters.banks.openbanking_russia.read_answer import JsonObject, parse_json
from core.adapters.banks.openbanking_russia.refusals import NOT_FOUND, UNAUTHORISED, is_no_such_call, refuse_failure
from core.adapters.banks.openbanking_russia.team_tokens import TeamTokens
from core.adapters.banks.send_to_bank import BankRequest, RawAnswer
from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankInfo
from core.ports.bank_journal import BankJournal, BankPayload


@dataclass(frozen=True, slots=True)
class Answer:
    """A readable answer: 2xx with its object, or an empty one for what the caller allowed to be missing."""

    status: int
    content: JsonObject
    is_unknown_call: bool = False  # the bank has no such call

    @property
    def is_missing(self) -> bool:
        """Whether the bank knows no such thing."""
        return self.is_unknown_call or self.status == NOT_FOUND


class BankCaller(Protocol):
    """Answers calls: a bank, or what was kept of one."""

    async def __call__(
        self, bank: BankInfo, request: BankRequest, *, consent_id: str | None = None, may_be_missing: bool = False
    ) -> Answer:
        """Raises ConsentRequiredError, BankAnswerError, BankError."""
        ...


class CallBank:
    """Calls one application's banks. A POST is only repeated when the bank surely did not act on it."""

    def __init__(
        self, persist: Persistence, tokens: TeamTokens, *, team_id: str, clock: Clock, watchers: Watchers
    ) -> None:
        self._persist = persist
        self._tokens = tokens
        self._team_id = team_id
        self._clock = clock
        self._watchers = watchers

    def watched_by(self, journal: BankJournal) -> "CallBank":
        """The same, its tokens and connections shared, which fills a journal too."""
        other = copy(self)
        other._watchers = self._watchers.with_journal(journal)  # noqa: SLF001 - a copy of itself
        return other

    async def __call__(
        self, bank: BankInfo, request: BankRequest, *, consent_id: str | None = None, may_be_missing: bool = False
    ) -> Answer:
        """Call with a token. Raises ConsentRequiredError, BankAnswerError, BankError."""
        headers = {} if consent_id is None else {"X-Consent-Id": consent_id}
        at = self._clock.now()
        raw = await self.answer(bank, replace(request, headers={**headers, **request.headers}))
        if request.is_optional and is_no_such_call(raw):
            return Answer(raw.status, {}, is_unknown_call=True)
        if may_be_missing and raw.status == NOT_FOUND:
            return Answer(raw.status, {})
        refuse_failure(bank, request, raw)
        content = parse_json(raw.body) if raw.body else {}
        if request.method == "GET":
            self._watchers.tell_payload(
                BankPayload(bank.code, request.path, tuple(request.query.items()), raw.body, at)
            )
        return Answer(raw.status, content)

    async def answer(self, bank: BankInfo, request: BankRequest) -> RawAnswer:
        """Whatever the bank answers to a call with a token, renewed once where the bank says that it lapsed.

        A request for once is not repeated for that either.
        """
        signed = await self._signed(bank, request)
        raw = await self._persist(bank, signed, self._watchers)
        if raw.status != UNAUTHORISED:
            return raw
        self._tokens.forget(bank, signed.headers["Authorization"].removeprefix("Bearer "))
        if request.once:
            return raw
        return await self._persist(bank, await self._signed(bank, request), self._watchers)

    async def _signed(self, bank: BankInfo, request: BankRequest) -> BankRequest:
        """The request with a token, which no local of a caller holds: tools that report errors show locals."""
        bearer = f"Bearer {await self._tokens.token(bank, self._watchers)}"
        headers = {"X-Requesting-Bank": self._team_id, **request.headers, "Authorization": bearer}
        return replace(request, headers=headers)

"""The application's tokens: asked for with its secret, checked as far as the bank allows, kept while they last."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from core.adapters.banks.openbanking_russia.check_token import CheckToken
from core.adapters.banks.openbanking_russia.persistence import Persistence
from core.adapters.banks.openbanking_russia.read_answer import needed_text, parse_json, whole_number
from core.adapters.banks.openbanking_russia.refusals import UNAUTHORISED, refuse_failure
from core.adapters.banks.openbanking_russia.tokens import NewToken, TokenCache
from core.adapters.banks.send_to_bank import BankRequest, RawAnswer
from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankError, BankInfo

_UNTOLD_LIFETIME: Final = timedelta(minutes=5)
_MOST_SECONDS: Final = 10**7


class TeamTokens:
    """Gives the token for a bank."""

    def __init__(self, persist: Persistence, *, team_id: str, secret: Callable[[BankInfo], str], clock: Clock) -> None:
        self._persist = persist
        self._team_id = team_id
        self._secret = secret
        self._cache = TokenCache(clock)
        self._check = CheckToken(persist, team_id, clock)

    async def token(self, bank: BankInfo, watchers: Watchers) -> str:
        """A token that has not lapsed. Raises BankError."""

        async def ask(bank: BankInfo) -> NewToken:
            return await self._ask(bank, watchers)

        return await self._cache.token(bank, ask)

    def forget(self, bank: BankInfo, token: str) -> None:
        """Drop a token that the bank refused."""
        self._cache.forget(bank, token)

    async def _ask(self, bank: BankInfo, watchers: Watchers) -> NewToken:
        """Ask for a token. No local here holds a secret by itself: tools that report errors show locals."""
        request = await asyncio.to_thread(self._request, bank)
        raw = await self._persist(bank, request, watchers)
        if raw.status == UNAUTHORISED:
            raise BankError(f"{bank.name} does not accept the application's id or secret.", retryable=False)
        # The refusal's text may repeat what was sent, so it is not passed on.
        refuse_failure(bank, request, replace(raw, body=b"") if raw.status >= 400 else raw)  # noqa: PLR2004 - HTTP
        token = _read_token(raw)
        await self._check(bank, token, watchers)
        return token

    def _request(self, bank: BankInfo) -> BankRequest:
        """The secret is in the query, as this standard wants it, and in nothing that is kept."""
        query = {"client_id": self._team_id, "client_secret": self._secret(bank)}
        return BankRequest("POST", "/auth/bank-token", secret_query=query)


def _read_token(raw: RawAnswer) -> NewToken:
    content = parse_json(raw.body)
    seconds = whole_number(content, "expires_in")
    lifetime = _UNTOLD_LIFETIME if seconds is None else timedelta(seconds=min(seconds, _MOST_SECONDS))
    return NewToken(needed_text(content, "access_token"), lifetime)

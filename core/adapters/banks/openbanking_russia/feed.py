from collections.abc import Callable, Sequence
from datetime import date
from types import TracebackType
from typing import Final, Self

import httpx

from core.adapters.banks.bank_call import CallObserver, PayloadObserver, ignore_call, ignore_payload
from core.adapters.banks.openbanking_russia.accounts import read_accounts
from core.adapters.banks.openbanking_russia.call_bank import CallBank
from core.adapters.banks.openbanking_russia.consents import Consents
from core.adapters.banks.openbanking_russia.transactions import read_transactions
from core.adapters.banks.retry_policy import RetryPolicy
from core.adapters.banks.send_to_bank import SendToBank
from core.clock import Clock
from core.ports.bank_feed import BankAccount, BankConsent, BankInfo
from core.ports.statement_parser import StatementLine

PERMISSIONS: Final = ("ReadAccountsDetail", "ReadBalances", "ReadTransactionsDetail")
TIMEOUT: Final = httpx.Timeout(connect=5.0, read=20.0, write=10.0, pool=20.0)
MOST_BYTES: Final = 64 * 1024 * 1024
"""Largest answer that is read: a bank that ignores paging sends years of rows at once."""


class OpenBankingRussiaFeed:
    """`BankFeed` for OpenBanking Russia v2.1. One instance belongs to one event loop; close it when done.

    `secret` gives the application's secret at a bank and may block: it is called in a thread.
    `on_call` sees every attempt, `on_payload` every readable answer to a GET; neither must block or raise.
    """

    def __init__(
        self,
        team_id: str,
        secret: Callable[[BankInfo], str],
        clock: Clock,
        *,
        app_name: str = "Solvent",
        permissions: Sequence[str] = PERMISSIONS,
        retry: RetryPolicy | None = None,
        timeout: httpx.Timeout = TIMEOUT,
        on_call: CallObserver = ignore_call,
        on_payload: PayloadObserver = ignore_payload,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        # No proxy from the environment: a plain-HTTP proxy would be sent the token request without its query.
        self._client = httpx.AsyncClient(
            timeout=timeout,
            transport=transport,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json"},
        )
        send = SendToBank(self._client, on_call, MOST_BYTES)
        self._call = CallBank(
            send, team_id=team_id, secret=secret, clock=clock, retry=retry or RetryPolicy(), on_payload=on_payload
        )
        self._consents = Consents(self._call, clock, team_id, app_name, permissions)

    async def __aenter__(self) -> Self:
        """Nothing is opened before the first call."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close pooled connections."""
        await self._client.aclose()

    async def request_consent(self, bank: BankInfo, person_ref: str) -> BankConsent:
        """Ask for an account consent; PENDING has no consent id yet, and may never get one that we are told."""
        return await self._consents.ask(bank, person_ref)

    async def read_consent(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """The consent's present state. A rejection by hand may look like waiting for ever: give up by deadline."""
        return await self._consents.read(bank, consent, person_ref)

    async def revoke_consent(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent. Raises BankError for a live one whose id the bank never told."""
        await self._consents.revoke(bank, consent)

    async def accounts(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[BankAccount]:
        """The person's accounts with booked balances; a loan's is negative."""
        return await read_accounts(self._call, bank, consent, person_ref)

    async def transactions(
        self, bank: BankInfo, consent: BankConsent, account: BankAccount, since: date | None
    ) -> Sequence[StatementLine]:
        """Movements of Moscow days on or after `since`, newest first, each bank id once; declined ones left out."""
        return await read_transactions(self._call, bank, consent, account, since)

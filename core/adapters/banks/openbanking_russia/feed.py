from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date
from functools import partial
from types import TracebackType
from typing import Final, Self

import httpx

from core.adapters.banks.bank_clients import TIMEOUT, BankClients
from core.adapters.banks.openbanking_russia.accounts import read_accounts
from core.adapters.banks.openbanking_russia.call_bank import BankCaller, CallBank
from core.adapters.banks.openbanking_russia.cards import PERMISSION, read_cards
from core.adapters.banks.openbanking_russia.consents import Consents
from core.adapters.banks.openbanking_russia.pay import make_payment
from core.adapters.banks.openbanking_russia.persistence import Persistence
from core.adapters.banks.openbanking_russia.products import read_agreements, read_products
from core.adapters.banks.openbanking_russia.replay import ReplayedAnswers
from core.adapters.banks.openbanking_russia.team_tokens import TeamTokens
from core.adapters.banks.openbanking_russia.transactions import read_transactions
from core.adapters.banks.retry_policy import RetryPolicy
from core.adapters.banks.send_to_bank import SendToBank
from core.adapters.banks.transport_report import report_transport
from core.adapters.banks.watchers import CallObserver, Watchers
from core.clock import Clock
from core.ports.bank_feed import (
    BankAccount,
    BankCard,
    BankConsent,
    BankError,
    BankInfo,
    BankProduct,
    ConsentKind,
    PaymentOrder,
    PaymentReceipt,
    ProductAgreement,
    TransportReport,
)
from core.ports.bank_journal import BankJournal, BankPayload
from core.ports.statement_parser import StatementLine

PERMISSIONS: Final = ("ReadAccountsDetail", "ReadBalances", "ReadTransactionsDetail", PERMISSION)
MOST_BYTES: Final = 64 * 1024 * 1024
"""Largest answer that is read: a bank that ignores paging sends years of rows at once."""


class OpenBankingRussiaFeed:
    """`BankFeed` for OpenBanking Russia v2.1. One instance belongs to one event loop; close it when done.

    `secret` gives the application's secret at a bank and may block: it is called in a thread.
    `on_call` sees every attempt of this feed and of its views; it must neither block nor raise.
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
        on_call: CallObserver | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._clients = BankClients(timeout, transport)
        persist = Persistence(SendToBank(self._clients.client, clock, MOST_BYTES), retry or RetryPolicy(), clock)
        tokens = TeamTokens(persist, team_id=team_id, secret=secret, clock=clock)
        watchers = Watchers(() if on_call is None else (on_call,))
        self._consents_over = partial(
            Consents, clock=clock, team_id=team_id, app_name=app_name, permissions=permissions
        )
        self._over(CallBank(persist, tokens, team_id=team_id, clock=clock, watchers=watchers))

    def _over(self, call: BankCaller) -> None:
        self._call: BankCaller = call
        self._consents = self._consents_over(call)

    async def __aenter__(self) -> Self:
        """Nothing is opened before the first call."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close pooled connections, which all views share."""
        await self._clients.aclose()

    def watched_by(self, journal: BankJournal) -> Self:
        """The same feed, its connections and tokens shared, that fills a journal too. It needs no closing."""
        view = copy(self)
        view._over(self._live().watched_by(journal))  # noqa: SLF001 - a copy of itself
        return view

    def replaying(self, payloads: Iterable[BankPayload]) -> Self:
        """A feed that reads kept answers in the order they came. It asks no bank, and can do nothing but read."""
        view = copy(self)
        view._over(ReplayedAnswers(payloads))  # noqa: SLF001 - a copy of itself
        return view

    async def request_consent(
        self, bank: BankInfo, person_ref: str, kind: ConsentKind = ConsentKind.ACCOUNT
    ) -> BankConsent:
        """Ask for a consent to read; PENDING has no consent id yet, and may never get one that we are told."""
        return await self._consents.ask(bank, person_ref, kind)

    async def request_payment_consent(self, bank: BankInfo, person_ref: str, order: PaymentOrder) -> BankConsent:
        """Ask for a consent to exactly this payment."""
        return await self._consents.ask_to_pay(bank, person_ref, order)

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

    async def cards(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[BankCard]:
        """The person's cards; none where the bank has no such call or the consent is known not to grant it."""
        return await read_cards(self._call, bank, consent, person_ref)

    async def products(self, bank: BankInfo) -> Sequence[BankProduct]:
        """The bank's catalogue."""
        return await read_products(self._call, bank)

    async def agreements(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> Sequence[ProductAgreement]:
        """The person's product agreements, under a product consent."""
        return await read_agreements(self._call, bank, consent, person_ref)

    async def pay(self, bank: BankInfo, consent: BankConsent, order: PaymentOrder) -> PaymentReceipt:
        """Read the consent, then make one POST. An error means that nothing was paid."""
        live = self._live()
        return await make_payment(live, bank, await self._consents.read(bank, consent, ""), order)

    async def test_transport(self, bank: BankInfo) -> TransportReport:
        """Open a connection and tell what was negotiated. Raises nothing."""
        return await report_transport(self._clients, bank)

    def _live(self) -> CallBank:
        if not isinstance(self._call, CallBank):
            raise BankError("Kept answers can be read, but not watched or paid with.", retryable=False)
        return self._call

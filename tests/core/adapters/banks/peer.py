from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from decimal import Decimal

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.clock import FixedClock
from core.ports.bank_feed import BankAccount, BankConsent, BankInfo
from core.ports.bank_journal import BankCall, BankJournal, BankPayload
from core.ports.statement_parser import BookingStatus, StatementLine
from sandbox.bank import Bank
from sandbox.faults import Faults

TEAM = "team-solvent"
SECRET = "s3cret+/%&=кириллица"
PERSON = "demo-1"
MOSCOW = timezone(timedelta(hours=3))

Truth = tuple[str, str, Decimal, BookingStatus]
"""Id, day, signed amount and status of a row."""


@dataclass
class Peer:
    """A sandbox bank over real HTTP, with the connector that talks to it."""

    info: BankInfo
    bank: Bank
    clock: FixedClock
    feed: OpenBankingRussiaFeed
    journal: BankJournal = field(default_factory=BankJournal)
    waits: list[float] = field(default_factory=list)

    @property
    def calls(self) -> list[BankCall]:
        return self.journal.calls

    @property
    def payloads(self) -> list[BankPayload]:
        return self.journal.payloads

    def set(self, **switches: object) -> None:
        self.bank.faults = Faults.model_validate(switches)

    async def connect(self) -> tuple[BankConsent, BankAccount]:
        """A granted consent and the account with the most rows; the calls so far are forgotten."""
        consent = await self.feed.request_consent(self.info, PERSON)
        accounts = await self.feed.accounts(self.info, consent, PERSON)
        self.calls.clear()
        self.payloads.clear()
        return consent, accounts[0]

    def truth(self, account_id: str) -> list[Truth]:
        """What the bank's memory holds, newest first: the answer that the connector must give."""
        account = self.bank.account(account_id)
        assert account is not None
        return [
            (
                entry.entry_id,
                entry.made_at.astimezone(MOSCOW).date().isoformat(),
                Decimal(entry.minor) / 100,
                BookingStatus.PENDING if entry.booked_at > self.clock.now() else BookingStatus.BOOKED,
            )
            for entry in self.bank.rows(account)
            if not entry.declined
        ]

    def outcomes(self) -> list[tuple[str, str, int | None, int]]:
        """Method, outcome, status and attempt of each call."""
        return [(call.method, call.outcome.value, call.status, call.attempt) for call in self.calls]


def told(lines: Sequence[StatementLine]) -> list[Truth]:
    return [(line.bank_id or "", line.booked_on.isoformat(), line.amount, line.status) for line in lines]

from decimal import Decimal

import pytest

from core.ports.bank_feed import BankAccount, BankInfo
from core.ports.statement_parser import BookingStatus
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import serving
from tests.core.adapters.banks.peer import PERSON, SECRET, TEAM, Peer


async def test_accounts_with_booked_balances(peer: Peer) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON)
    accounts = await peer.feed.accounts(peer.info, consent, PERSON)
    held = peer.bank.accounts_of(PERSON)
    now = peer.clock.now()
    assert list(accounts) == [
        BankAccount(
            external_id=known.account_id,
            name=known.nickname,
            currency="RUB",
            kind=known.kind.lower(),
            number=known.number,
            balance=Decimal(known.booked_minor(now)) / 100,
            balance_at=now,
        )
        for known in held
    ]
    assert [account.kind for account in accounts] == ["checking", "savings"]


async def test_booked_rows_explain_the_change_of_balance(peer: Peer) -> None:
    consent, account = await peer.connect()
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    booked = sum((line.amount for line in lines if line.status is BookingStatus.BOOKED), Decimal(0))
    known = peer.bank.account(account.external_id)
    assert known is not None
    oldest_shown = peer.bank.rows(known)[-1].made_at
    before = known.opening_minor + sum(entry.minor for entry in known.entries if entry.made_at < oldest_shown)
    assert account.balance == Decimal(before) / 100 + booked


@pytest.mark.parametrize(("switch", "length"), [("nineteen_digit_account", 19), ("odd_text", 20)])
async def test_account_numbers_are_taken_as_they_are(peer: Peer, switch: str, length: int) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON)
    peer.set(**{switch: True})
    accounts = await peer.feed.accounts(peer.info, consent, PERSON)
    numbers = [known.number[:length] for known in peer.bank.accounts_of(PERSON)]
    assert [account.number for account in accounts] == numbers


async def test_balances_given_as_numbers(peer: Peer) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON)
    before = await peer.feed.accounts(peer.info, consent, PERSON)
    peer.set(amount_as_number=True)
    after = await peer.feed.accounts(peer.info, consent, PERSON)
    assert [account.balance for account in after] == [account.balance for account in before]


async def test_a_loan_is_owed_though_the_bank_says_credit(peer: Peer) -> None:
    config = SandboxConfig(code="sbank", client_id=TEAM, client_secret=SECRET, clock=peer.clock.now)
    with serving(config) as running:
        sbank = BankInfo("sbank", "SBank", running.base_url)
        consent = await peer.feed.request_consent(sbank, "demo-2")
        checking, loan = await peer.feed.accounts(sbank, consent, "demo-2")
    assert checking.balance is not None
    assert checking.balance > 0
    assert loan.kind == "loan"
    assert loan.balance is not None
    assert loan.balance < -1_000
    assert loan.number is not None
    assert loan.number.startswith("455")
    assert len(loan.number) == 18

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError
from core.ports.bank_feed import (
    BankAccount,
    BankCard,
    BankConsent,
    BankError,
    BankFeed,
    BankInfo,
    BankProduct,
    ConsentKind,
    ConsentStatus,
    ProductAgreement,
)
from core.ports.bank_journal import BankJournal, BankPayload
from core.ports.statement_parser import StatementLine
from tests.core.adapters.banks.peer import PERSON, Peer

SINCE = date(2026, 7, 1)


@dataclass(frozen=True)
class Read:
    """All that a sync reads."""

    accounts: Sequence[BankAccount]
    lines: Sequence[Sequence[StatementLine]]
    cards: Sequence[BankCard]
    products: Sequence[BankProduct]
    agreements: Sequence[ProductAgreement]


async def read_all(feed: BankFeed, bank: BankInfo, consents: Sequence[BankConsent]) -> Read:
    account_consent, product_consent = consents
    accounts = await feed.accounts(bank, account_consent, PERSON)
    return Read(
        accounts,
        [await feed.transactions(bank, account_consent, account, SINCE) for account in accounts],
        await feed.cards(bank, account_consent, PERSON),
        await feed.products(bank),
        await feed.agreements(bank, product_consent, PERSON),
    )


async def both_consents(peer: Peer) -> list[BankConsent]:
    kinds = (ConsentKind.ACCOUNT, ConsentKind.PRODUCT)
    return [await peer.feed.request_consent(peer.info, PERSON, kind) for kind in kinds]


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"shift_pages": 3},
        {"vanish_rows": 1},
        {"server_errors": 1, "skip_calls": 4},
        {"cut_answers": 2},
        {"expire_tokens_after": 3},
        {"odd_text": True, "amount_as_number": True},
    ],
)
async def test_what_was_kept_reads_as_it_did(peer: Peer, switches: dict[str, object]) -> None:
    consents = await both_consents(peer)
    peer.set(**switches)
    journal = BankJournal()
    read = await read_all(peer.feed.watched_by(journal), peer.info, consents)
    peer.calls.clear()
    replayed = await read_all(peer.feed.replaying(journal.payloads), peer.info, consents)
    assert replayed == read
    assert peer.calls == [], "no bank was asked"
    assert sum(len(lines) for lines in read.lines) > 300


async def test_two_syncs_kept_one_after_the_other_replay_in_order(peer: Peer) -> None:
    consents = await both_consents(peer)
    journal = BankJournal()
    feed = peer.feed.watched_by(journal)
    first = await read_all(feed, peer.info, consents)
    account = peer.bank.accounts_of(PERSON)[0]
    peer.bank.insert_row(account, -5_00, "later")
    second = await read_all(feed, peer.info, consents)
    assert first != second
    replay = peer.feed.replaying(journal.payloads)
    assert await read_all(replay, peer.info, consents) == first
    assert await read_all(replay, peer.info, consents) == second
    assert await read_all(replay, peer.info, consents) == second, "the last answers are given again"


async def test_what_was_not_kept_cannot_be_replayed(peer: Peer) -> None:
    consent, account = await peer.connect()
    journal = BankJournal()
    await peer.feed.watched_by(journal).transactions(peer.info, consent, account, SINCE)
    replay = peer.feed.replaying(journal.payloads)
    with pytest.raises(BankError, match=r"No answer of VBank to GET /accounts was kept") as caught:
        await replay.accounts(peer.info, consent, PERSON)
    assert caught.value.retryable is False
    assert await replay.cards(peer.info, consent, PERSON) == [], "which banks may not have at all"
    for call in (
        replay.request_consent(peer.info, PERSON),
        replay.read_consent(peer.info, consent, PERSON),
        replay.revoke_consent(peer.info, consent),
        replay.transactions(replace(peer.info, code="abank"), consent, account, SINCE),
        replay.transactions(peer.info, consent, account, date(2026, 7, 2)),
    ):
        with pytest.raises(BankError, match="was kept, so it can't be replayed"):
            await call
    with pytest.raises(BankError, match="not watched or paid with"):
        replay.watched_by(BankJournal())


async def test_a_kept_answer_that_is_no_json_is_told(peer: Peer) -> None:
    payload = BankPayload("vbank", "/products", (), b"<html>", peer.clock.now())
    with pytest.raises(BankAnswerError):
        await peer.feed.replaying([payload]).products(peer.info)


async def test_a_journal_tells_one_sync_and_the_token_is_shared(peer: Peer) -> None:
    consent, account = await peer.connect()
    mine, yours = BankJournal(), BankJournal()
    await asyncio.gather(
        peer.feed.watched_by(mine).transactions(peer.info, consent, account, SINCE),
        peer.feed.watched_by(yours).products(peer.info),
    )
    assert {call.path for call in mine.calls} == {f"/accounts/{account.external_id}/transactions"}
    assert [call.path for call in yours.calls] == ["/products"]
    assert [payload.path for payload in yours.payloads] == ["/products"]
    assert len(peer.calls) == len(mine.calls) + 1, "a view's calls are told to who watches the feed it was made from"
    (call,) = yours.calls
    assert (call.bank, call.method, call.status, call.attempt, call.at) == ("vbank", "GET", 200, 1, peer.clock.now())
    assert yours.payloads[0].at == peer.clock.now()


async def test_the_token_call_is_in_the_journal_of_who_needed_it(peer: Peer) -> None:
    consent, _ = await peer.connect()
    peer.set(expire_tokens_after=0)
    journal = BankJournal()
    await peer.feed.watched_by(journal).read_consent(peer.info, consent, PERSON)
    assert [(call.path, call.status) for call in journal.calls] == [
        (f"/account-consents/{consent.consent_id}", 401),
        ("/auth/bank-token", 200),
        (f"/account-consents/{consent.consent_id}", 200),
    ]
    assert [payload.path for payload in journal.payloads] == [f"/account-consents/{consent.consent_id}"]


async def test_closing_is_the_owners(make_feed: object, peer: Peer) -> None:
    assert callable(make_feed)
    owner: OpenBankingRussiaFeed = make_feed(peer)
    view = owner.watched_by(BankJournal())
    consent = await view.request_consent(peer.info, PERSON)
    assert consent.status is ConsentStatus.AUTHORISED
    await owner.aclose()
    await view.aclose()  # twice does no harm

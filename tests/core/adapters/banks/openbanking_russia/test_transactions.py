from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.ports.bank_feed import BankError, ConsentRequiredError
from core.ports.statement_parser import BookingStatus
from tests.core.adapters.banks.peer import Peer, told


async def test_every_row_once_over_many_pages(peer: Peer) -> None:
    consent, account = await peer.connect()
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    truth = peer.truth(account.external_id)
    assert len(truth) > 1_000
    assert told(lines) == truth
    pages = -(-len(truth) // 100)
    assert len(peer.calls) == pages + 1, "all pages, and the first again"


async def test_a_row_is_told_in_full(peer: Peer) -> None:
    consent, account = await peer.connect()
    lines = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 1))
    purchase = next(line for line in lines if line.mcc == "5411")
    entry = next(
        e for e in peer.bank.rows(peer.bank._by_account[account.external_id]) if e.entry_id == purchase.bank_id
    )
    assert entry.shop is not None
    assert (purchase.description, purchase.counterparty) == (entry.shop.line, entry.shop.name)
    assert (purchase.currency, purchase.value_date) == ("RUB", purchase.booked_on)
    assert purchase.amount < 0
    assert (purchase.category, purchase.line, purchase.original_amount) == (None, None, None)


async def test_since_keeps_its_own_day_and_stops_early(peer: Peer) -> None:
    consent, account = await peer.connect()
    since = date(2026, 10, 1)
    lines = await peer.feed.transactions(peer.info, consent, account, since)
    expected = [row for row in peer.truth(account.external_id) if row[1] >= since.isoformat()]
    assert told(lines) == expected
    assert len(peer.calls) <= len(expected) // 100 + 2


@pytest.mark.parametrize("honoured", [True, False])
async def test_date_filter_honoured_or_ignored_gives_the_same(peer: Peer, honoured: bool) -> None:
    consent, account = await peer.connect()
    peer.set(honour_date_filter=honoured)
    for since in (date(2026, 11, 20), date(2026, 6, 3), date(2020, 1, 1), date(2027, 1, 1)):
        lines = await peer.feed.transactions(peer.info, consent, account, since)
        assert told(lines) == [row for row in peer.truth(account.external_id) if row[1] >= since.isoformat()]


@pytest.mark.parametrize("missing_blocks", [True, False])
async def test_paging_ignored_gives_all_rows_once(peer: Peer, missing_blocks: bool) -> None:
    consent, account = await peer.connect()
    peer.set(honour_paging=False, missing_blocks=missing_blocks)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)
    assert len(peer.calls) == 1


@pytest.mark.parametrize("switch", ["missing_blocks", "null_blocks"])
async def test_missing_blocks_lose_no_row(peer: Peer, switch: str) -> None:
    consent, account = await peer.connect()
    peer.set(**{switch: True})
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)
    assert {(line.mcc, line.counterparty) for line in lines} == {(None, None)}


@pytest.mark.parametrize("arrivals", [1, 5, 40])
async def test_rows_that_arrive_between_pages_shift_nothing_away(peer: Peer, arrivals: int) -> None:
    consent, account = await peer.connect()
    before = peer.truth(account.external_id)
    peer.set(shift_pages=arrivals)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    ids = [line.bank_id for line in lines]
    assert len(set(ids)) == len(ids)
    assert {row[0] for row in before} <= set(ids)
    after = peer.truth(account.external_id)
    assert set(told(lines)) <= set(after)
    assert len(after) - len(lines) <= 1, "at most what arrived after the last page was served"


@pytest.mark.parametrize("vanishing", [1, 2, 7])
async def test_rows_that_vanish_between_pages_hide_no_other(peer: Peer, vanishing: int) -> None:
    consent, account = await peer.connect()
    peer.set(vanish_rows=vanishing)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)


async def test_rows_that_vanish_are_noticed_without_totals(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(vanish_rows=1, null_blocks=True)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)


async def test_rows_arriving_and_vanishing_at_once_are_noticed(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(vanish_rows=2, shift_pages=1)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)


async def test_a_table_that_never_holds_still_is_an_error_not_half_a_result(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(vanish_rows=10_000)
    with pytest.raises(BankError, match="kept changing") as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is True


async def test_amounts_given_as_numbers_are_exact(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(amount_as_number=True)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)
    assert all(isinstance(line.amount, Decimal) for line in lines)


async def test_emoji_and_right_to_left_text_stay_and_nul_goes(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(odd_text=True)
    lines = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 10))
    assert told(lines) == [row for row in peer.truth(account.external_id) if row[1] >= "2026-11-10"]
    assert all(line.description.startswith("☕ ") for line in lines)
    assert all(line.description.endswith("\u202e\u0645\u0642\u0647\u0649\u202c") for line in lines)
    accounts = await peer.feed.accounts(peer.info, consent, "demo-1")
    assert accounts[0].name == "Основной счёт 🏦 \u202e\u062d\u0633\u0627\u0628\u202c"


@pytest.mark.parametrize("words", ["completed", "Booked"])
async def test_status_words_of_both_generations(peer: Peer, words: str) -> None:
    consent, account = await peer.connect()
    peer.set(status_words=words)
    lines = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 10))
    statuses = [line.status for line in lines]
    assert statuses.count(BookingStatus.PENDING) >= 1
    assert told(lines) == [row for row in peer.truth(account.external_id) if row[1] >= "2026-11-10"]


async def test_a_pending_row_becomes_booked_under_the_same_id(peer: Peer) -> None:
    consent, account = await peer.connect()
    before = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 18))
    pending = {line.bank_id for line in before if line.status is BookingStatus.PENDING}
    peer.clock.advance(timedelta(days=3))
    after = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 18))
    booked = {line.bank_id for line in after if line.status is BookingStatus.BOOKED}
    assert pending
    assert pending <= booked


async def test_a_pending_row_may_get_another_id_once_booked(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(pending_id_changes=True)
    lines = await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 18))
    expected = [
        f"{row[0]}-auth" if row[3] is BookingStatus.PENDING else row[0]
        for row in peer.truth(account.external_id)
        if row[1] >= "2026-11-18"
    ]
    assert [line.bank_id for line in lines] == expected


async def test_a_declined_row_is_left_out(peer: Peer) -> None:
    consent, account = await peer.connect()
    before = peer.truth(account.external_id)
    row = peer.bank.account(account.external_id)
    assert row is not None
    peer.bank.insert_row(row, -500_00, "DECLINED SHOP", declined=True)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == before


async def test_real_twins_are_both_kept(peer: Peer) -> None:
    consent, account = await peer.connect()
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    rides = [line for line in lines if line.description == "METRO MOSCOW"]
    by_day = Counter((ride.booked_on, ride.amount) for ride in rides)
    assert max(by_day.values()) == 2
    assert list(by_day.values()).count(2) > 50


async def test_consent_revoked_in_mid_sync_stops_it_at_once(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(revoke_consent_after=3)
    with pytest.raises(ConsentRequiredError) as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is False
    assert peer.outcomes() == [("GET", "ok", 200, 1)] * 3 + [("GET", "refused", 403, 1)]


async def test_payloads_are_told_byte_for_byte(peer: Peer) -> None:
    consent, account = await peer.connect()
    await peer.feed.transactions(peer.info, consent, account, date(2026, 11, 20))
    (payload,) = peer.payloads
    assert payload.path == f"/accounts/{account.external_id}/transactions"
    assert payload.query == (("page", "1"), ("limit", "100"), ("from_booking_date_time", "2026-11-19T00:00:00Z"))
    assert payload.body.startswith(b'{"data":{"transaction":[{"accountId":"acc-1001"')

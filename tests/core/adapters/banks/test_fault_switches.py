"""Each switch of the sandbox bank, with the connector running against it: what our side does, and no row lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from core.ports.bank_feed import (
    BankConsent,
    BankError,
    ConsentKind,
    ConsentRequiredError,
    ConsentStatus,
    PaymentOrder,
    PaymentStatus,
)
from core.ports.statement_parser import BookingStatus
from sandbox.faults import Faults
from tests.core.adapters.banks.peer import PERSON, SECRET, Peer, told

SINCE = date(2026, 6, 1)


async def synced(peer: Peer, **switches: object) -> None:
    """Read with switches set: exactly what the bank's memory holds."""
    consent, account = await peer.connect()
    peer.set(**switches)
    lines = await peer.feed.transactions(peer.info, consent, account, SINCE)
    assert told(lines) == [row for row in peer.truth(account.external_id) if row[1] >= SINCE.isoformat()]


async def approve(peer: Peer, any_id: str | None, action: str = "approve") -> None:
    """A person decides on the bank's own page."""
    form = {"person_id": PERSON, "password": SECRET, "action": action}
    async with httpx.AsyncClient(base_url=peer.info.base_url, trust_env=False) as browser:
        assert (await browser.post(f"/approve/{any_id}", data=form)).status_code == 200


def order(peer: Peer, **changes: object) -> PaymentOrder:
    main, savings = peer.bank.accounts_of(PERSON)
    plain = PaymentOrder("key-1", Decimal("150.50"), "RUB", main.number, savings.number, None, "Анна", "На отпуск")
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields by name


# ---- failing answers ------------------------------------------------------------------------------------------------


async def test_on_path_and_skip_calls_choose_which_call_fails(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(on_path="/balances", skip_calls=1, server_errors=1)
    accounts = await peer.feed.accounts(peer.info, consent, PERSON)
    assert [each.external_id for each in accounts] == [account.external_id, "acc-1002"]
    assert [(call.path, call.status) for call in peer.calls if call.status != 200] == [
        ("/accounts/acc-1002/balances", 500)
    ]


async def test_server_errors_one_is_survived_and_the_connection_after_it(peer: Peer) -> None:
    await synced(peer, server_errors=1, skip_calls=1)
    assert [call.status for call in peer.calls][:3] == [200, 500, 200]


async def test_cut_answers_are_asked_for_again(peer: Peer) -> None:
    await synced(peer, cut_answers=2)
    assert [call.outcome for call in peer.calls][:3] == ["unreachable", "unreachable", "ok"]


async def test_gateway_errors_and_gateway_status(peer: Peer) -> None:
    await synced(peer, gateway_errors=2, gateway_status=504)
    assert [call.status for call in peer.calls][:3] == [504, 504, 200]


async def test_too_many_requests_and_retry_after_seconds(peer: Peer) -> None:
    await synced(peer, too_many_requests=1, retry_after_seconds=9)
    assert (peer.waits, [call.outcome for call in peer.calls][:2]) == ([9.0], ["limited", "ok"])


async def test_slow_answers_within_patience_are_waited_for(peer: Peer) -> None:
    await synced(peer, slow_answers=1, slow_seconds=0.3)
    assert peer.calls[0].duration_seconds >= 0.3
    assert {call.outcome for call in peer.calls} == {"ok"}


async def test_stall_answers_end_as_a_broken_connection(peer: Peer) -> None:
    await synced(peer, stall_answers=1, slow_seconds=0.2)
    assert [call.outcome for call in peer.calls][:2] == ["unreachable", "ok"]
    assert peer.calls[0].duration_seconds >= 0.2


async def test_broken_json_is_a_typed_error_that_may_pass(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(broken_json=1)
    with pytest.raises(BankError, match="is not JSON") as caught:
        await peer.feed.transactions(peer.info, consent, account, SINCE)
    assert caught.value.retryable
    assert peer.payloads == [], "what can't be read is not kept"
    await synced(peer)


# ---- consents -------------------------------------------------------------------------------------------------------


async def test_manual_approval_waits_then_reads(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    assert (asked.status, asked.consent_id) == (ConsentStatus.PENDING, None)
    assert asked.approval_url == f"{peer.info.base_url}/approve/{asked.request_id}"
    waiting = await peer.feed.read_consent(peer.info, asked, PERSON)
    assert (waiting.status, waiting.approval_url) == (ConsentStatus.PENDING, asked.approval_url)
    await approve(peer, asked.request_id)
    granted = await peer.feed.read_consent(peer.info, waiting, PERSON)
    assert (granted.status, granted.consent_id, granted.approval_url) == (ConsentStatus.AUTHORISED, None, None)
    (account, _) = await peer.feed.accounts(peer.info, granted, PERSON)
    lines = await peer.feed.transactions(peer.info, granted, account, None)
    assert told(lines) == peer.truth(account.external_id)


async def test_quick_consents_off_falls_back_on_the_standard_way(peer: Peer) -> None:
    peer.set(quick_consents=False)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    assert (asked.request_id, asked.status) == (None, ConsentStatus.PENDING)
    assert asked.consent_id is not None
    assert asked.consent_id.startswith("ac-")
    assert asked.expires_at == datetime(2027, 11, 20, 15, 30, tzinfo=UTC)
    assert asked.approval_url == f"{peer.info.base_url}/approve/{asked.consent_id}"
    with pytest.raises(ConsentRequiredError):
        await peer.feed.accounts(peer.info, asked, PERSON)
    assert (await peer.feed.read_consent(peer.info, asked, PERSON)).status is ConsentStatus.PENDING
    await approve(peer, asked.consent_id)
    granted = await peer.feed.read_consent(peer.info, asked, PERSON)
    assert granted == replace(asked, status=ConsentStatus.AUTHORISED, approval_url=None)
    assert len(await peer.feed.accounts(peer.info, granted, PERSON)) == 2


async def test_quick_consents_off_still_tell_an_unknown_person_apart(peer: Peer) -> None:
    with pytest.raises(BankError, match="Client nobody not found"):
        await peer.feed.request_consent(peer.info, "nobody")
    assert [call.path for call in peer.calls][-1] == "/account-consents/request", "no second way was tried"


async def test_standard_consents_off_as_at_the_real_ones_is_a_failure_told_once(peer: Peer) -> None:
    peer.set(quick_consents=False, standard_consents=False)
    with pytest.raises(BankError, match=r"failed with 500 \(POST /account-consents\)"):
        await peer.feed.request_consent(peer.info, PERSON)
    assert [call.path for call in peer.calls].count("/account-consents") == 1


async def test_two_consents_fail_until_the_older_is_revoked(peer: Peer) -> None:
    first = await peer.feed.request_consent(peer.info, PERSON)
    second = await peer.feed.request_consent(peer.info, PERSON)
    peer.set(two_consents_fail=True)
    with pytest.raises(BankError, match="failed with 500"):
        await peer.feed.accounts(peer.info, second, PERSON)
    await peer.feed.revoke_consent(peer.info, first)
    assert len(await peer.feed.accounts(peer.info, second, PERSON)) == 2


async def test_consent_days_are_read_back_for_every_kind(peer: Peer) -> None:
    peer.set(consent_days=7)
    for kind in (ConsentKind.ACCOUNT, ConsentKind.PRODUCT):
        consent = await peer.feed.request_consent(peer.info, PERSON, kind)
        assert (consent.kind, consent.expires_at) == (kind, datetime(2026, 11, 27, 15, 30, tzinfo=UTC))
        peer.clock.advance(timedelta(days=7))
        assert (await peer.feed.read_consent(peer.info, consent, PERSON)).status is ConsentStatus.EXPIRED
        peer.clock.advance(timedelta(days=-7))


async def test_revoke_consent_after_stops_in_mid_sync_and_a_new_consent_completes_it(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(revoke_consent_after=2)
    with pytest.raises(ConsentRequiredError) as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is False
    assert [call.outcome for call in peer.calls] == ["ok", "ok", "refused"]
    assert (await peer.feed.read_consent(peer.info, consent, PERSON)).status is ConsentStatus.REVOKED
    renewed, account = await peer.connect()
    assert told(await peer.feed.transactions(peer.info, renewed, account, None)) == peer.truth(account.external_id)


async def test_check_product_consents_wants_a_live_one(peer: Peer) -> None:
    peer.set(check_product_consents=True)
    made_up = BankConsent(None, "pagc-none", ConsentStatus.AUTHORISED, None, ConsentKind.PRODUCT)
    with pytest.raises(ConsentRequiredError, match="A product consent is required"):
        await peer.feed.agreements(peer.info, made_up, PERSON)
    consent = await peer.feed.request_consent(peer.info, PERSON, ConsentKind.PRODUCT)
    assert len(await peer.feed.agreements(peer.info, consent, PERSON)) == 2
    await peer.feed.revoke_consent(peer.info, consent)
    with pytest.raises(ConsentRequiredError):
        await peer.feed.agreements(peer.info, consent, PERSON)


@pytest.mark.parametrize("tells", [True, False])
async def test_tell_decided_ids_decides_whether_a_payment_by_hand_can_be_made(peer: Peer, tells: bool) -> None:
    peer.set(manual_approval=True, tell_decided_ids=tells)
    asked = await peer.feed.request_payment_consent(peer.info, PERSON, order(peer))
    assert (asked.status, asked.consent_id) == (ConsentStatus.PENDING, None)
    with pytest.raises(ConsentRequiredError, match="is pending"):
        await peer.feed.pay(peer.info, asked, order(peer))
    await approve(peer, asked.request_id)
    if tells:
        assert (await peer.feed.pay(peer.info, asked, order(peer))).status is PaymentStatus.SETTLED
    else:
        with pytest.raises(ConsentRequiredError, match="never told the id"):
            await peer.feed.pay(peer.info, asked, order(peer))
        assert not [call for call in peer.calls if call.path == "/payments"]


# ---- tokens ---------------------------------------------------------------------------------------------------------


async def test_expire_tokens_after_renews_once_in_mid_sync(peer: Peer) -> None:
    await synced(peer, expire_tokens_after=1)
    assert [(call.method, call.outcome) for call in peer.calls][:4] == [
        ("GET", "ok"),
        ("GET", "unauthorised"),
        ("POST", "ok"),
        ("GET", "ok"),
    ]


async def test_token_seconds_are_used_for_half_their_short_life(peer: Peer) -> None:
    peer.set(token_seconds=60)
    consent = await peer.feed.request_consent(peer.info, PERSON)
    peer.clock.advance(timedelta(seconds=29))
    peer.calls.clear()
    await peer.feed.read_consent(peer.info, consent, PERSON)
    peer.clock.advance(timedelta(seconds=1))
    await peer.feed.read_consent(peer.info, consent, PERSON)
    assert [call.path for call in peer.calls].count("/auth/bank-token") == 1
    assert peer.calls[1].path == "/auth/bank-token"


async def test_refuse_tokens_is_given_up_after_one_fresh_one(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(refuse_tokens=True)
    with pytest.raises(BankError, match="refused a fresh token"):
        await peer.feed.transactions(peer.info, consent, account, None)
    assert [call.outcome for call in peer.calls] == ["unauthorised", "ok", "unauthorised"]


async def test_token_algorithm_real_jwks_and_key_generation(peer: Peer) -> None:
    """A signed token is verified; a key that is newer than the set we hold makes us read the set again, once."""
    peer.set(token_algorithm="RS256", real_jwks=True)
    await peer.feed.request_consent(peer.info, PERSON)
    paths = [call.path for call in peer.calls]
    assert paths[:2] == ["/auth/bank-token", "/.well-known/jwks.json"]
    peer.calls.clear()
    peer.clock.advance(timedelta(minutes=2))
    peer.set(token_algorithm="RS256", real_jwks=True, key_generation=2, expire_tokens_after=0)
    consent = await peer.feed.request_consent(peer.info, PERSON)
    assert [(call.path, call.outcome) for call in peer.calls][:4] == [
        ("/account-consents/request", "ok"),
        ("/account-consents/" + str(consent.consent_id), "unauthorised"),
        ("/auth/bank-token", "ok"),
        ("/.well-known/jwks.json", "ok"),
    ]
    assert len(peer.calls) == 5


# ---- pages and rows -------------------------------------------------------------------------------------------------


async def test_shift_pages_loses_none_and_doubles_none(peer: Peer) -> None:
    consent, account = await peer.connect()
    before = peer.truth(account.external_id)
    peer.set(shift_pages=5)
    lines = told(await peer.feed.transactions(peer.info, consent, account, None))
    assert set(before) <= set(lines) <= set(peer.truth(account.external_id))
    assert len({line[0] for line in lines}) == len(lines) >= len(before) + 5


async def test_vanish_rows_hides_no_other(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(vanish_rows=3)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    assert told(lines) == peer.truth(account.external_id)


async def test_honour_paging_off_gives_all_once(peer: Peer) -> None:
    await synced(peer, honour_paging=False)
    assert len(peer.calls) == 1


async def test_honour_date_filter_on_gives_the_same(peer: Peer) -> None:
    await synced(peer, honour_date_filter=True)


async def test_amount_as_number_is_exact(peer: Peer) -> None:
    await synced(peer, amount_as_number=True)
    assert b'"amount":{"amount":' in peer.payloads[0].body
    assert b'"amount":{"amount":"' not in peer.payloads[0].body


@pytest.mark.parametrize("switch", ["missing_blocks", "null_blocks"])
async def test_missing_blocks_and_null_blocks_lose_nothing(peer: Peer, switch: str) -> None:
    await synced(peer, **{switch: True})


async def test_nineteen_digit_account_is_told_apart_by_its_id_and_read(peer: Peer) -> None:
    await synced(peer, nineteen_digit_account=True)
    consent = await peer.feed.request_consent(peer.info, PERSON)
    accounts = await peer.feed.accounts(peer.info, consent, PERSON)
    assert [(each.external_id, len(each.number or "")) for each in accounts] == [("acc-1001", 19), ("acc-1002", 19)]
    (card,) = await peer.feed.cards(peer.info, consent, PERSON)
    assert card.account_number == accounts[0].number


async def test_odd_text_keeps_emoji_and_direction_and_drops_nul(peer: Peer) -> None:
    await synced(peer, odd_text=True)
    consent, account = await peer.connect()
    (line, *_) = await peer.feed.transactions(peer.info, consent, account, SINCE)
    assert line.description.startswith("☕ ")
    assert line.description.endswith("\u202e\u0645\u0642\u0647\u0649\u202c")
    assert b"\\u0000" in peer.payloads[0].body, "the bank did send a NUL, and what is kept is what it sent"


async def test_foreign_amounts_tell_what_was_paid_abroad(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(foreign_amounts=True)
    lines = await peer.feed.transactions(peer.info, consent, account, None)
    abroad = [line for line in lines if line.original_currency is not None]
    assert {(line.mcc, line.original_currency, line.currency) for line in abroad} == {("7011", "TRY", "RUB")}
    for line in abroad:
        assert line.original_amount == (line.amount / Decimal("2.60")).quantize(Decimal("0.01"), "ROUND_DOWN")
    assert told(lines) == peer.truth(account.external_id)


@pytest.mark.parametrize("words", ["completed", "Booked"])
async def test_status_words_of_both_generations(peer: Peer, words: str) -> None:
    await synced(peer, status_words=words)


async def test_pending_id_changes_gives_each_state_its_own_id(peer: Peer) -> None:
    """No link is told: which pending row a booked one settles is the ledger's to find."""
    consent, account = await peer.connect()
    peer.set(pending_id_changes=True)
    lines = await peer.feed.transactions(peer.info, consent, account, SINCE)
    pending = {line.bank_id for line in lines if line.status is BookingStatus.PENDING}
    assert pending
    assert all((bank_id or "").endswith("-auth") for bank_id in pending)
    peer.clock.advance(timedelta(days=3))
    again = await peer.feed.transactions(peer.info, consent, account, SINCE)
    booked = {line.bank_id for line in again if line.status is BookingStatus.BOOKED}
    assert {(bank_id or "").removesuffix("-auth") for bank_id in pending} <= booked
    assert not pending & {line.bank_id for line in again}


# ---- payments -------------------------------------------------------------------------------------------------------


async def test_reject_payments_is_a_receipt_and_no_money_moves(peer: Peer) -> None:
    peer.set(reject_payments=True)
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, order(peer))
    before = [account.booked_minor(peer.clock.now()) for account in peer.bank.accounts_of(PERSON)]
    receipt = await peer.feed.pay(peer.info, consent, order(peer))
    assert receipt.status is PaymentStatus.REJECTED
    assert [account.booked_minor(peer.clock.now()) for account in peer.bank.accounts_of(PERSON)] == before


async def test_honour_idempotency_key_pays_once_for_one_key(peer: Peer) -> None:
    """Our side never repeats a payment by itself; where a person does, the key that we send makes it one."""
    peer.set(honour_idempotency_key=True, cut_answers=1, on_path="/payments")
    consent = await peer.feed.request_payment_consent(peer.info, PERSON, order(peer))
    lost = await peer.feed.pay(peer.info, consent, order(peer))
    assert (lost.status, lost.payment_id) == (PaymentStatus.UNKNOWN, None)
    assert [call.path for call in peer.calls].count("/payments") == 1
    rows = [row for row in peer.truth("acc-1001") if row[2] == Decimal("-150.50")]
    assert len(rows) == 1, "it was paid, though we were not told"
    used = await peer.feed.read_consent(peer.info, consent, PERSON)
    assert used.status is ConsentStatus.USED
    with pytest.raises(ConsentRequiredError, match="is used"):
        await peer.feed.pay(peer.info, consent, order(peer))


def test_every_switch_has_its_test() -> None:
    tests = Path(__file__).read_text(encoding="utf-8")
    untested = [name for name in Faults.model_fields if f"{name}=" not in tests and f'"{name}"' not in tests]
    assert untested == []

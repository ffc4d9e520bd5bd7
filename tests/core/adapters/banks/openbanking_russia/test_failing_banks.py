import logging
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError
from core.adapters.banks.retry_policy import RetryPolicy
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentStatus
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import serving
from tests.core.adapters.banks.peer import PERSON, SECRET, TEAM, Peer, told

SINCE = date(2026, 3, 1)


async def _synced(peer: Peer, **switches: object) -> None:
    """Sync with a switch set, and compare with the bank's memory."""
    consent, account = await peer.connect()
    peer.set(**switches)
    lines = await peer.feed.transactions(peer.info, consent, account, SINCE)
    assert told(lines) == [row for row in peer.truth(account.external_id) if row[1] >= SINCE.isoformat()]


async def test_one_500_with_a_closed_connection_is_survived(peer: Peer) -> None:
    await _synced(peer, server_errors=1, skip_calls=2)
    assert peer.outcomes()[:4] == [
        ("GET", "ok", 200, 1),
        ("GET", "ok", 200, 1),
        ("GET", "failed", 500, 1),
        ("GET", "ok", 200, 2),
    ]
    assert peer.waits == [0.5]


async def test_a_second_500_is_an_error(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(server_errors=2)
    with pytest.raises(BankError, match=r"VBank failed with 500 \(GET /accounts/acc-1001/transactions\)") as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is True
    assert [call[1:] for call in peer.outcomes()] == [("failed", 500, 1), ("failed", 500, 2)]


async def test_answers_cut_in_the_middle_are_asked_for_again(peer: Peer) -> None:
    await _synced(peer, cut_answers=3, skip_calls=1)
    assert [call[1] for call in peer.outcomes()][:5] == ["ok", "unreachable", "unreachable", "unreachable", "ok"]
    assert peer.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_gateway_errors_are_waited_out(peer: Peer, status: int) -> None:
    await _synced(peer, gateway_errors=3, gateway_status=status)
    assert peer.outcomes()[:4] == [("GET", "failed", status, n) for n in (1, 2, 3)] + [("GET", "ok", 200, 4)]


async def test_gateway_errors_end_after_four_attempts(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(gateway_errors=100)
    with pytest.raises(BankError, match="failed with 503"):
        await peer.feed.transactions(peer.info, consent, account, None)
    assert len(peer.calls) == 4


async def test_too_many_requests_waits_as_long_as_asked(peer: Peer) -> None:
    await _synced(peer, too_many_requests=2, retry_after_seconds=7)
    assert peer.waits == [7.0, 7.0]
    assert [call[1] for call in peer.outcomes()][:3] == ["limited", "limited", "ok"]


async def test_too_many_requests_without_a_time_backs_off(peer: Peer) -> None:
    await _synced(peer, too_many_requests=2, retry_after_seconds=None)
    assert peer.waits == [0.5, 1.0]


async def test_a_retry_after_beyond_patience_is_not_waited_for(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(too_many_requests=1, retry_after_seconds=3600)
    with pytest.raises(BankError, match="takes no more calls for now") as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is True
    assert peer.waits == []


async def test_a_consent_request_is_repeated_when_refused_unread_but_not_when_it_failed(peer: Peer) -> None:
    peer.set(too_many_requests=1, on_path="/account-consents")
    consent = await peer.feed.request_consent(peer.info, PERSON)
    assert consent.status is ConsentStatus.AUTHORISED
    peer.calls.clear()
    peer.set(server_errors=1, on_path="/account-consents")
    with pytest.raises(BankError, match="failed with 500"):
        await peer.feed.request_consent(peer.info, PERSON)
    assert peer.outcomes() == [("POST", "failed", 500, 1)]


async def test_a_page_of_html_is_a_clear_error(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(broken_json=1)
    with pytest.raises(BankAnswerError, match="body is not JSON") as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is True
    assert peer.outcomes() == [("GET", "unreadable", 200, 1)]


async def test_a_slow_bank_times_out_and_is_asked_again(peer: Peer) -> None:
    """On a server of its own: the answer that nobody waits for would wake up in a later test."""
    impatient = OpenBankingRussiaFeed(
        TEAM,
        lambda _: SECRET,
        peer.clock,
        retry=RetryPolicy(first_wait=0.01),
        timeout=httpx.Timeout(1.0),
        on_call=peer.calls.append,
    )
    config = SandboxConfig(code="vbank", client_id=TEAM, client_secret=SECRET, clock=peer.clock.now)
    with serving(config) as running:
        slow = replace(peer, info=BankInfo("vbank", "VBank", running.base_url), bank=running.bank, feed=impatient)
        async with impatient:
            consent, account = await slow.connect()
            slow.set(slow_answers=1, slow_seconds=3)
            lines = await impatient.transactions(slow.info, consent, account, date(2026, 11, 1))
        assert told(lines) == [row for row in slow.truth(account.external_id) if row[1] >= "2026-11-01"]
    assert slow.outcomes()[:2] == [("GET", "timed_out", None, 1), ("GET", "ok", 200, 2)]


async def test_a_bank_that_is_down_is_unreachable_and_retryable(peer: Peer) -> None:
    nowhere = BankInfo("vbank", "VBank", "http://127.0.0.1:1")
    with pytest.raises(BankError, match=r"VBank can't be reached \(POST /auth/bank-token\)") as caught:
        await peer.feed.request_consent(nowhere, PERSON)
    assert caught.value.retryable is True
    assert [call[1:] for call in peer.outcomes()] == [("unreachable", None, n) for n in (1, 2, 3, 4)]


async def test_an_expired_token_is_renewed_once_and_nothing_is_lost(peer: Peer) -> None:
    await _synced(peer, expire_tokens_after=2)
    assert peer.outcomes()[:5] == [
        ("GET", "ok", 200, 1),
        ("GET", "ok", 200, 1),
        ("GET", "unauthorised", 401, 1),
        ("POST", "ok", 200, 1),
        ("GET", "ok", 200, 1),
    ]


async def test_a_bank_that_refuses_fresh_tokens_is_given_up(peer: Peer) -> None:
    consent, account = await peer.connect()
    peer.set(refuse_tokens=True)
    with pytest.raises(BankError, match="refused a fresh token") as caught:
        await peer.feed.transactions(peer.info, consent, account, None)
    assert caught.value.retryable is False
    assert [call[1] for call in peer.outcomes()] == ["unauthorised", "ok", "unauthorised"]


async def test_a_token_is_used_until_five_minutes_before_its_end(peer: Peer) -> None:
    consent, _ = await peer.connect()
    peer.clock.advance(timedelta(hours=23, minutes=54, seconds=59))
    await peer.feed.read_consent(peer.info, consent, PERSON)
    assert [call[0] for call in peer.outcomes()] == ["GET"]
    peer.clock.advance(timedelta(seconds=1))
    await peer.feed.read_consent(peer.info, consent, PERSON)
    assert [call[0] for call in peer.outcomes()] == ["GET", "POST", "GET"]


@pytest.mark.parametrize("switches", [{"token_algorithm": "RS256"}, {"token_algorithm": "RS256", "real_jwks": True}])
async def test_tokens_are_opaque_whatever_signs_them(peer: Peer, switches: dict[str, object]) -> None:
    peer.set(**switches)
    consent = await peer.feed.request_consent(peer.info, PERSON)
    assert len(await peer.feed.accounts(peer.info, consent, PERSON)) == 2


async def test_a_wrong_secret_is_refused_without_being_told(peer: Peer) -> None:
    feed = OpenBankingRussiaFeed(TEAM, lambda _: "wrong-" + SECRET, peer.clock)
    async with feed:
        with pytest.raises(BankError, match="does not accept the application's id or secret") as caught:
            await feed.request_consent(peer.info, PERSON)
    assert caught.value.retryable is False
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "switches", [{}, {"server_errors": 5}, {"cut_answers": 5}, {"gateway_errors": 5}, {"broken_json": 1}]
)
async def test_the_secret_is_in_no_log_no_error_and_no_call(
    peer: Peer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    switches: dict[str, object],
) -> None:
    """The sandbox checks the secret, so it did go over the wire; here it must be nowhere else."""
    secret = "plain-and-findable-5ecret"
    monkeypatch.setattr(peer.bank, "config", replace(peer.bank.config, client_secret=secret))
    feed = OpenBankingRussiaFeed(
        TEAM, lambda _: secret, peer.clock, retry=RetryPolicy(first_wait=0.001), on_call=peer.calls.append
    )
    peer.set(on_path="/auth/bank-token", **switches)
    error: BaseException | None = None
    with caplog.at_level(logging.DEBUG):
        async with feed:
            try:
                consent = await feed.request_consent(peer.info, PERSON)
                assert consent.status is ConsentStatus.AUTHORISED
            except BankError as caught:
                error = caught
    assert (error is None) == (not switches)
    assert any("/auth/bank-token" in record.getMessage() for record in caplog.records), "httpx does log the call"
    everything = caplog.text + repr(peer.calls)
    while error is not None:
        everything += repr(error) + str(error) + repr(vars(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert secret not in everything
    assert "client_secret" not in everything


async def test_a_consent_id_from_elsewhere_cannot_leave_its_path(peer: Peer) -> None:
    hostile = BankConsent("req-1", "../accounts?client_id=demo-1", ConsentStatus.AUTHORISED, None)
    read = await peer.feed.read_consent(peer.info, hostile, PERSON)
    assert read.status is ConsentStatus.REVOKED
    assert peer.calls[-1].path == "/account-consents/..%2Faccounts%3Fclient_id%3Ddemo-1"

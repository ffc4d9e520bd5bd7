from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from core.adapters.banks.openbanking_russia.feed import PERMISSIONS
from core.ports.bank_feed import BankConsent, BankError, ConsentRequiredError, ConsentStatus
from tests.core.adapters.banks.peer import PERSON, SECRET, Peer

GRANTED_UNTIL = datetime(2027, 11, 20, 15, 30, tzinfo=UTC)


async def _decide(peer: Peer, consent: BankConsent, action: str) -> None:
    """A person opens the bank's page and decides."""
    async with httpx.AsyncClient(base_url=peer.info.base_url, trust_env=False) as browser:
        page = await browser.get(f"/approve/{consent.request_id}")
        assert "<b>Solvent</b> asks to read your accounts" in page.text
        form = {"person_id": PERSON, "password": SECRET, "action": action}
        answer = await browser.post(f"/approve/{consent.request_id}", data=form)
        assert answer.status_code == 200


async def test_granted_at_once_with_its_expiry_read_back(peer: Peer) -> None:
    peer.set(consent_days=30)
    consent = await peer.feed.request_consent(peer.info, PERSON)
    assert consent.status is ConsentStatus.AUTHORISED
    assert consent.expires_at == datetime(2026, 12, 20, 15, 30, tzinfo=UTC)
    assert consent.request_id is not None
    assert consent.request_id.startswith("req-")
    assert consent.consent_id is not None
    assert consent.consent_id.startswith("consent-")


async def test_an_unknown_person_is_a_clear_refusal(peer: Peer) -> None:
    with pytest.raises(BankError, match="Client person-nobody not found") as caught:
        await peer.feed.request_consent(peer.info, "person-nobody")
    assert caught.value.retryable is False


async def test_manual_approval_is_found_by_trying_though_the_id_is_never_told(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    assert (asked.status, asked.consent_id) == (ConsentStatus.PENDING, None)
    waiting = await peer.feed.read_consent(peer.info, asked, PERSON)
    assert (waiting.status, waiting.consent_id) == (ConsentStatus.PENDING, None)
    with pytest.raises(ConsentRequiredError):
        await peer.feed.accounts(peer.info, waiting, PERSON)

    await _decide(peer, asked, "approve")
    granted = await peer.feed.read_consent(peer.info, waiting, PERSON)
    assert granted == BankConsent(
        asked.request_id, None, ConsentStatus.AUTHORISED, GRANTED_UNTIL, permissions=PERMISSIONS
    )
    accounts = await peer.feed.accounts(peer.info, granted, PERSON)
    assert [account.external_id for account in accounts] == ["acc-1001", "acc-1002"]


async def test_a_rejection_by_hand_keeps_looking_like_waiting(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    await _decide(peer, asked, "reject")
    read = await peer.feed.read_consent(peer.info, asked, PERSON)
    assert (read.status, read.consent_id) == (ConsentStatus.PENDING, None)


async def test_a_consent_whose_id_was_never_told_is_ended_at_the_bank_only(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    await _decide(peer, asked, "approve")
    granted = await peer.feed.read_consent(peer.info, asked, PERSON)
    with pytest.raises(BankError, match="the person must end it at the bank"):
        await peer.feed.revoke_consent(peer.info, granted)


async def test_such_a_consent_ended_at_the_bank_is_seen_as_revoked(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    await _decide(peer, asked, "approve")
    granted = await peer.feed.read_consent(peer.info, asked, PERSON)
    peer.set(revoke_consent_after=0)
    with pytest.raises(ConsentRequiredError):
        await peer.feed.accounts(peer.info, granted, PERSON)
    read = await peer.feed.read_consent(peer.info, granted, PERSON)
    assert read.status is ConsentStatus.REVOKED


async def test_a_request_nobody_decided_on_is_withdrawn(peer: Peer) -> None:
    peer.set(manual_approval=True)
    asked = await peer.feed.request_consent(peer.info, PERSON)
    await peer.feed.revoke_consent(peer.info, asked)
    async with httpx.AsyncClient(base_url=peer.info.base_url, trust_env=False) as browser:
        page = await browser.get(f"/approve/{asked.request_id}")
    assert "This request is decided: Revoked." in page.text


async def test_revoking_ends_reading_and_may_be_repeated(peer: Peer) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON)
    await peer.feed.revoke_consent(peer.info, consent)
    await peer.feed.revoke_consent(peer.info, consent)
    read = await peer.feed.read_consent(peer.info, consent, PERSON)
    assert read.status is ConsentStatus.REVOKED
    with pytest.raises(ConsentRequiredError, match="The client's consent is required"):
        await peer.feed.accounts(peer.info, consent, PERSON)


async def test_an_unknown_consent_counts_as_ended(peer: Peer) -> None:
    unknown = BankConsent("req-x", "consent-x", ConsentStatus.AUTHORISED, None)
    await peer.feed.revoke_consent(peer.info, unknown)
    assert (await peer.feed.read_consent(peer.info, unknown, PERSON)).status is ConsentStatus.REVOKED


async def test_a_consent_lapses(peer: Peer) -> None:
    consent = await peer.feed.request_consent(peer.info, PERSON)
    peer.clock.advance(timedelta(days=364, hours=23))
    assert await peer.feed.read_consent(peer.info, consent, PERSON) == consent
    peer.clock.advance(timedelta(hours=1))
    assert await peer.feed.read_consent(peer.info, consent, PERSON) == replace(consent, status=ConsentStatus.EXPIRED)


async def test_a_consent_without_ids_is_refused(peer: Peer) -> None:
    empty = BankConsent(None, None, ConsentStatus.PENDING, None)
    with pytest.raises(BankError, match="without any id can't be read"):
        await peer.feed.read_consent(peer.info, empty, PERSON)
    with pytest.raises(BankError, match="without any id can't be revoked"):
        await peer.feed.revoke_consent(peer.info, empty)


async def test_two_consents_break_an_upstream_bank_until_one_is_revoked(peer: Peer) -> None:
    peer.set(two_consents_fail=True)
    first = await peer.feed.request_consent(peer.info, PERSON)
    second = await peer.feed.request_consent(peer.info, PERSON)
    with pytest.raises(BankError, match="failed with 500"):
        await peer.feed.accounts(peer.info, second, PERSON)
    await peer.feed.revoke_consent(peer.info, first)
    assert len(await peer.feed.accounts(peer.info, second, PERSON)) == 2


async def test_a_fork_takes_either_of_two_consents(peer: Peer) -> None:
    first = await peer.feed.request_consent(peer.info, PERSON)
    second = await peer.feed.request_consent(peer.info, PERSON)
    assert first.consent_id != second.consent_id
    for consent in (first, second, replace(second, consent_id=None)):
        assert len(await peer.feed.accounts(peer.info, consent, PERSON)) == 2


async def test_anothers_consent_opens_nothing(peer: Peer) -> None:
    await peer.feed.request_consent(peer.info, PERSON)
    other = BankConsent(None, "consent-of-another-team", ConsentStatus.AUTHORISED, None)
    with pytest.raises(ConsentRequiredError):
        await peer.feed.accounts(peer.info, other, PERSON)

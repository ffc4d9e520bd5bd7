"""The words that banks have for where a consent stands, and what an answer about one tells."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError, JsonObject, needed_text, text
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankInfo, ConsentKind, ConsentStatus

_STATUSES: Final = {
    "authorized": ConsentStatus.AUTHORISED,
    "authorised": ConsentStatus.AUTHORISED,
    "active": ConsentStatus.AUTHORISED,
    "approved": ConsentStatus.AUTHORISED,
    "awaitingauthorization": ConsentStatus.PENDING,
    "awaitingauthorisation": ConsentStatus.PENDING,
    "pending": ConsentStatus.PENDING,
    "rejected": ConsentStatus.REJECTED,
    "revoked": ConsentStatus.REVOKED,
    "expired": ConsentStatus.EXPIRED,
    "used": ConsentStatus.USED,
    "consumed": ConsentStatus.USED,
}


def consent_status(word: str) -> ConsentStatus:
    """The status that a bank's word means. Raises BankAnswerError."""
    status = _STATUSES.get(word.lower())
    if status is None:
        raise BankAnswerError("status", f"{word!r} is unknown")
    return status


def asked_consent(
    bank: BankInfo, content: JsonObject, kind: ConsentKind, permissions: tuple[str, ...] = ()
) -> BankConsent:
    """The answer to a quick request. Raises BankAnswerError for one without any id."""
    status = consent_status(needed_text(content, "status"))
    consent = BankConsent(
        request_id=text(content, "request_id"),
        consent_id=text(content, "consent_id"),
        status=status,
        expires_at=None,
        kind=kind,
        permissions=permissions,
        approval_url=approval_url(bank, content) if status is ConsentStatus.PENDING else None,
    )
    if consent.request_id is None and consent.consent_id is None:
        raise BankAnswerError("request_id", "is missing")
    return consent


def approval_url(bank: BankInfo, content: JsonObject) -> str | None:
    """The page that an answer names, whole. Only the bank's own site, or another over https, is believed."""
    told = text(content, "approval_url")
    if told is None:
        return None
    whole = urljoin(bank.base_url.rstrip("/") + "/", told.lstrip("/") if told.startswith("/") else told)
    page, own = urlsplit(whole), urlsplit(bank.base_url)
    is_own = (page.scheme, page.netloc) == (own.scheme, own.netloc)
    return whole if is_own or (page.scheme == "https" and page.hostname) else None


def with_state(
    consent: BankConsent, clock: Clock, word: str, told_id: str | None, expires_at: datetime | None
) -> BankConsent:
    """The consent as it was read back. An id that only repeats the request's is not the consent's own."""
    status = consent_status(word)
    if status is ConsentStatus.AUTHORISED and expires_at is not None and expires_at <= clock.now():
        status = ConsentStatus.EXPIRED
    consent_id = consent.consent_id
    is_decided = status in (ConsentStatus.AUTHORISED, ConsentStatus.USED)
    if consent_id is None and is_decided and told_id != consent.request_id:
        consent_id = told_id
    page = consent.approval_url if status is ConsentStatus.PENDING else None
    return replace(consent, consent_id=consent_id, status=status, expires_at=expires_at, approval_url=page)


def when_unknown(consent: BankConsent) -> BankConsent:
    """What a bank that knows no such consent means: it is gone, or it was not decided on yet."""
    is_final = consent.consent_id is not None
    return replace(consent, status=ConsentStatus.REVOKED if is_final else ConsentStatus.PENDING)


def told_permissions(content: JsonObject, name: str, otherwise: Sequence[str]) -> tuple[str, ...]:
    """The permissions that the bank says it granted, or those that were asked where it says nothing readable."""
    shown = content.get(name)
    if isinstance(shown, list) and shown and all(isinstance(item, str) for item in shown):
        return tuple(shown)
    return tuple(otherwise)

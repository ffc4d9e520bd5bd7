"""Looking after everybody's consents by the clock, in bounded batches: the system role's work."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Row, or_, select

from core.banking.consents import end_as
from core.banking.messages import RefreshConsent, SendConsentMail
from core.banking.models import BankConnectionRow, BankConsentRow, ConnectionStatus
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentKind, ConsentStatus

WARN_BEFORE: Final = timedelta(days=7)
"""How long before a consent lapses its person is told, once."""
ASK_AGAIN_AFTER: Final = timedelta(minutes=10)
"""How often a bank is asked about a consent that waits."""
BATCH: Final = 200


async def ask_about_waiting(uow: UnitOfWork, clock: Clock) -> int:
    """Enqueue a look at consents that wait for their person. Returns how many there were, at most a batch."""
    now = clock.now()
    is_due = or_(BankConsentRow.checked_at.is_(None), BankConsentRow.checked_at <= now - ASK_AGAIN_AFTER)
    rows = await _locked(uow, BankConsentRow.status == ConsentStatus.PENDING, BankConsentRow.ended_at.is_(None), is_due)
    for row, _ in rows:
        row.checked_at = now
        await enqueue(uow, RefreshConsent(consent_id=row.id), user_id=row.user_id)
    return len(rows)


async def warn_of_lapse(uow: UnitOfWork, clock: Clock) -> int:
    """Tell people, in their history and by mail, of consents that lapse soon; each consent once."""
    now = clock.now()
    rows = await _locked(
        uow,
        BankConsentRow.status == ConsentStatus.AUTHORISED,
        BankConsentRow.ended_at.is_(None),
        BankConsentRow.kind != ConsentKind.PAYMENT,
        BankConsentRow.warned_at.is_(None),
        BankConsentRow.expires_at > now,
        BankConsentRow.expires_at <= now + WARN_BEFORE,
    )
    for row, _ in rows:
        row.warned_at = now
        await enqueue(uow, SendConsentMail(consent_id=row.id), user_id=row.user_id)
        details = {"kind": row.kind.value, "expires_at": _iso(row.expires_at)}
        uow.record(KeyAction(row.user_id, "bank.consent_lapses_soon", "bank_consent", row.id, None, details))
    return len(rows)


async def end_lapsed(uow: UnitOfWork, clock: Clock) -> int:
    """End consents whose day has come; their connections need a new one, and what was read stays."""
    now = clock.now()
    rows = await _locked(
        uow,
        BankConsentRow.status == ConsentStatus.AUTHORISED,
        BankConsentRow.ended_at.is_(None),
        BankConsentRow.expires_at <= now,
    )
    for row, connection in rows:
        end_as(row, ConsentStatus.EXPIRED, now)
        details = {"kind": row.kind.value, "before": "authorised", "after": "expired"}
        uow.record(KeyAction(row.user_id, "bank.consent_changed", "bank_consent", row.id, None, details))
        if row.kind is ConsentKind.ACCOUNT and connection.status is ConnectionStatus.ACTIVE:
            connection.status = ConnectionStatus.NEEDS_CONSENT
            connection.stale_since = connection.stale_since or now
            connection.last_error = "The consent has lapsed. Connect the bank again to go on."
    return len(rows)


async def _locked(
    uow: UnitOfWork, *which: ColumnElement[bool]
) -> Sequence[Row[tuple[BankConsentRow, BankConnectionRow]]]:
    """The next batch that nobody else is working on, with their connections. It waits for no lock."""
    statement = (
        select(BankConsentRow, BankConnectionRow)
        .join(BankConnectionRow, BankConnectionRow.id == BankConsentRow.connection_id)
        .where(BankConnectionRow.user_id == BankConsentRow.user_id, *which)
        .order_by(BankConsentRow.expires_at, BankConsentRow.requested_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return (await uow.session.execute(statement)).all()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None

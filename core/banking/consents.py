"""Finding consents of one person, and keeping what a bank tells of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.banking.models import BankConsentRow
from core.errors import NotFoundError
from core.ids import new_id
from core.ports.bank_feed import BankConsent, ConsentKind, ConsentStatus

ENDED: Final = frozenset({ConsentStatus.REJECTED, ConsentStatus.REVOKED, ConsentStatus.EXPIRED, ConsentStatus.USED})


def own_consents(user_id: UUID) -> Select[tuple[BankConsentRow]]:
    """A person's consents, ended ones too."""
    return select(BankConsentRow).where(BankConsentRow.user_id == user_id)


async def consent_of(
    session: AsyncSession, user_id: UUID, consent_id: UUID, *, for_update: bool = False
) -> BankConsentRow:
    """A person's consent by our own id. Raises NotFoundError, also for somebody else's."""
    statement = own_consents(user_id).where(BankConsentRow.id == consent_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such consent.", field="consentId")
    return row


async def live_consents(
    session: AsyncSession, user_id: UUID, connection_id: UUID, *, for_update: bool = False
) -> dict[ConsentKind, BankConsentRow]:
    """A connection's consents that are not over, waiting ones too, by kind. Those of payments are not among them."""
    statement = (
        own_consents(user_id)
        .where(
            BankConsentRow.connection_id == connection_id,
            BankConsentRow.ended_at.is_(None),
            BankConsentRow.kind != ConsentKind.PAYMENT,
        )
        .order_by(BankConsentRow.id)
    )
    rows = (await session.execute(statement.with_for_update() if for_update else statement)).scalars()
    return {row.kind: row for row in rows}


async def open_consents(session: AsyncSession, user_id: UUID, connection_id: UUID) -> Sequence[BankConsentRow]:
    """A connection's consents that are not over, those of payments too."""
    statement = own_consents(user_id).where(
        BankConsentRow.connection_id == connection_id, BankConsentRow.ended_at.is_(None)
    )
    return (await session.execute(statement.order_by(BankConsentRow.id))).scalars().all()


def new_consent(user_id: UUID, connection_id: UUID, told: BankConsent, now: datetime) -> BankConsentRow:
    """A row for what a bank answered to a request; still to be added to a session."""
    row = BankConsentRow(id=new_id(), user_id=user_id, connection_id=connection_id, kind=told.kind, requested_at=now)
    keep_told(row, told, now)
    return row


def keep_told(row: BankConsentRow, told: BankConsent, now: datetime) -> None:
    """Keep what the bank says now. What it does not say stays as it was told before."""
    row.request_id = told.request_id or row.request_id
    row.consent_id = told.consent_id or row.consent_id
    row.expires_at = told.expires_at or row.expires_at
    row.permissions = list(told.permissions) or row.permissions or []
    row.checked_at = now
    if told.status is ConsentStatus.AUTHORISED and row.granted_at is None:
        row.granted_at = now
    end_as(row, told.status, now)


def end_as(row: BankConsentRow, status: ConsentStatus, now: datetime) -> None:
    """Set where a consent stands, and when it was over if it is."""
    row.status = status
    if status in ENDED and row.ended_at is None:
        row.ended_at = now


def as_told(row: BankConsentRow) -> BankConsent:
    """The consent as a connector takes it."""
    return BankConsent(
        row.request_id, row.consent_id, row.status, row.expires_at, row.kind, tuple(row.permissions or ())
    )

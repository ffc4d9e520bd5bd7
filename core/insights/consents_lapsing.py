from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.banking.models import BankConnectionRow, BankConsentRow, ConnectionStatus
from core.banking.watch_consents import WARN_BEFORE
from core.db.database import ReadSession
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.ports.bank_feed import ConsentKind, ConsentStatus

MOST: Final = 20


async def consents_lapsing(
    read: ReadSession, user_id: UUID, now: datetime, bank_name: Callable[[str], str]
) -> list[Noticed]:
    """Banks that can be read for less than a week more: of each connection the consent that ends first."""
    rows = await read.session.execute(
        select(BankConsentRow.id, BankConsentRow.connection_id, BankConsentRow.expires_at, BankConnectionRow.bank_code)
        .join(BankConnectionRow, BankConnectionRow.id == BankConsentRow.connection_id)
        .where(
            BankConsentRow.user_id == user_id,
            BankConnectionRow.user_id == user_id,
            BankConnectionRow.status != ConnectionStatus.DISCONNECTED,
            BankConsentRow.status == ConsentStatus.AUTHORISED,
            BankConsentRow.ended_at.is_(None),
            BankConsentRow.kind != ConsentKind.PAYMENT,
            BankConsentRow.expires_at > now,
            BankConsentRow.expires_at <= now + WARN_BEFORE,
        )
        .order_by(BankConsentRow.expires_at, BankConsentRow.id)
        .limit(MOST)
    )
    found: dict[UUID, Noticed] = {}
    for consent_id, connection_id, expires_at, bank_code in rows.tuples():
        if expires_at is None:
            continue
        key = lapse_key(consent_id)
        one = Noticed(
            InsightKind.CONSENT_LAPSES, key, None, bank_name(bank_code), expires_at.date(), None, None, topic=bank_code
        )
        found.setdefault(connection_id, one)
    return list(found.values())


def lapse_key(consent_id: UUID) -> str:
    """What tells a consent's end from all others."""
    return f"consent_lapses:{consent_id}"

"""The private calendar of a person's tax deadlines: its address is made, made anew, and revoked."""

import hashlib
import secrets as entropy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.models import UserRow, UserStatus
from core.ids import new_id
from core.key_action import KeyAction
from core.taxes.lead_days import checked_lead_days
from core.taxes.models import TaxCalendarRow

TOKEN_BYTES: Final = 32
LONGEST_TOKEN: Final = 100


@dataclass(frozen=True, slots=True)
class MadeCalendar:
    """A calendar with the token of its address: the only time its text exists on our side."""

    row: TaxCalendarRow
    token: str


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Whose calendar an address is, and how many days ahead they are reminded."""

    calendar_id: UUID
    user_id: UUID
    lead_days: tuple[int, ...]


async def make_tax_calendar(uow: UnitOfWork, lead_days: Sequence[int]) -> MadeCalendar:
    """Give the person's calendar an address; the one it had before opens nothing any more.

    `lead_days`: how many days before a deadline to be reminded, each once. Raises InvalidLeadTimesError.
    """
    chosen = checked_lead_days(lead_days)
    token = entropy.token_urlsafe(TOKEN_BYTES)
    put = insert(TaxCalendarRow).values(id=new_id(), user_id=uow.person, token_hash=_hash(token), lead_days=chosen)
    # Two at once: the later one's address is the calendar's, and the earlier one's opens nothing.
    again = {name: put.excluded[name] for name in ("id", "token_hash", "lead_days")}
    kept = put.on_conflict_do_update(index_elements=["user_id"], set_=again).returning(TaxCalendarRow)
    row = (await uow.session.execute(kept, execution_options={"populate_existing": True})).scalar_one()
    uow.record(KeyAction(uow.person, "tax_calendar.made", "tax_calendar", row.id, uow.person))
    await uow.session.flush()
    return MadeCalendar(row, token)


async def revoke_tax_calendar(uow: UnitOfWork) -> None:
    """Have the address open nothing any more. Raises NotFoundError where there is no calendar."""
    gone = delete(TaxCalendarRow).where(TaxCalendarRow.user_id == uow.person).returning(TaxCalendarRow.id)
    calendar_id = (await uow.session.execute(gone)).scalar_one_or_none()
    if calendar_id is None:
        raise NotFoundError("There is no tax calendar.")
    uow.record(KeyAction(uow.person, "tax_calendar.revoked", "tax_calendar", calendar_id, uow.person))


async def tax_calendar_of(read: ReadSession, user_id: UUID) -> TaxCalendarRow | None:
    """The person's calendar, if it has an address."""
    found = await read.session.execute(select(TaxCalendarRow).where(TaxCalendarRow.user_id == user_id))
    return found.scalar_one_or_none()


async def owner_of_calendar(read: ReadSession, token: str) -> CalendarOwner:
    """Whose calendar an address is. Needs the system role: who asks is known by the token alone.

    Raises NotFoundError for a token that was never given or was revoked, and for a person who may not sign in.
    """
    found = await read.session.execute(
        select(TaxCalendarRow.id, TaxCalendarRow.user_id, TaxCalendarRow.lead_days)
        .join(UserRow, UserRow.id == TaxCalendarRow.user_id)
        .where(TaxCalendarRow.token_hash == _hash(token), UserRow.status == UserStatus.ACTIVE)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFoundError("There is no such calendar.")
    return CalendarOwner(row.id, row.user_id, tuple(int(days) for days in row.lead_days))


def _hash(token: str) -> bytes:
    """What is stored of a token. It has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode()).digest()

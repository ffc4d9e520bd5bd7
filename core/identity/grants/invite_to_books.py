from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.grants.errors import GrantExistsError, InvalidGrantError
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.models import GrantRow
from core.identity.messages import SendGrantInvitation
from core.identity.register_user import normalise_email
from core.identity.repository import user_by_id
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction

MOST_LIVE: Final = 20
"""Grants that one person may have given out at a time."""
LIVE: Final = (GrantState.INVITED, GrantState.ACTIVE)


@dataclass(frozen=True, slots=True)
class InviteToBooks:
    """Whom to let in, how far. `account_ids` are the person's own; None is all. The period has both of its ends."""

    email: str
    kind: GrantKind
    account_ids: Sequence[UUID] | None = None
    period_from: date | None = None
    period_to: date | None = None
    expires_at: datetime | None = None


async def invite_to_books(uow: UnitOfWork, clock: Clock, command: InviteToBooks) -> GrantRow:
    """Invite somebody by mail to read a part of the person's books. It gives nothing until they accept.

    The same whether or not the address has an account. Raises InvalidEmailError, InvalidGrantError, GrantExistsError.
    """
    email = normalise_email(command.email)
    owner = await user_by_id(uow.session, uow.person, for_update=True)
    _refuse_nonsense(command, email, owner.email, clock.now())
    await _end_what_ran_out(uow, clock)
    live = select(func.count()).where(GrantRow.user_id == uow.person, GrantRow.state.in_(LIVE))
    if (await uow.session.execute(live)).scalar_one() >= MOST_LIVE:
        raise InvalidGrantError(f"{MOST_LIVE} people are let in already. End a grant first.")
    row = GrantRow(
        id=new_id(),
        user_id=uow.person,
        email=email,
        kind=command.kind,
        state=GrantState.INVITED,
        account_ids=list(command.account_ids) if command.account_ids is not None else None,
        period_from=command.period_from,
        period_to=command.period_to,
        expires_at=command.expires_at,
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError as error:  # two invitations at once: the second sees the first
        raise GrantExistsError("This address is let in, or invited, already.", field="email") from error
    await uow.session.refresh(row)
    uow.record(KeyAction(uow.person, "grant.invited", "grant", row.id, uow.person, scope_of(row)))
    await enqueue(uow, SendGrantInvitation(grant_id=row.id))
    return row


def scope_of(row: GrantRow) -> dict[str, object]:
    """How far a grant goes, for histories."""
    return {
        "kind": row.kind.value,
        "email": row.email,
        "accounts": [str(key) for key in row.account_ids] if row.account_ids is not None else None,
        "from": row.period_from.isoformat() if row.period_from else None,
        "to": row.period_to.isoformat() if row.period_to else None,
        "expires": row.expires_at.isoformat() if row.expires_at else None,
    }


def _refuse_nonsense(command: InviteToBooks, email: str, own: str, now: datetime) -> None:
    if command.kind is GrantKind.INSPECTION:
        raise InvalidGrantError("An inspection is opened by an admin, for a reason.", field="kind")
    if email == own:
        raise InvalidGrantError("You can read your own books already.", field="email")
    if command.period_from and command.period_to and command.period_from > command.period_to:
        raise InvalidGrantError("The period ends before it begins.", field="periodTo")
    if command.account_ids is not None and not command.account_ids:
        raise InvalidGrantError("Name an account, or leave accounts out for all of them.", field="accountIds")
    if command.expires_at is not None and command.expires_at <= now:
        raise InvalidGrantError("The grant would have ended already.", field="expiresAt")


async def _end_what_ran_out(uow: UnitOfWork, clock: Clock) -> None:
    """So that an address whose grant ran out can be invited again."""
    await uow.session.execute(
        update(GrantRow)
        .where(GrantRow.user_id == uow.person, GrantRow.state.in_(LIVE), GrantRow.expires_at <= clock.now())
        .values(state=GrantState.REVOKED, ended_at=GrantRow.expires_at)
        .execution_options(synchronize_session=False)
    )

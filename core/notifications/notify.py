"""Telling people something: the row commits with what it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.notifications.decide import decide
from core.notifications.keep_wishes import load_wishes
from core.notifications.messages import HandOverNotices
from core.notifications.models import NoticeRow, NoticeState
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.ports.events import Topic

MOST_LABEL: Final = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """What to tell. `subject` is what of its kind it is about: the same is told once on each channel, ever.

    `label` names it for people, `day` is when it comes to something, the amount is in minor units of its currency.
    """

    kind: NoticeKind
    subject: str
    label: str = ""
    day: date | None = None
    amount_minor: int | None = None
    currency: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


async def notify(uow: UnitOfWork, now: datetime, notices: Sequence[Notice], *, user_id: UUID | None = None) -> int:
    """Have a person told, by their wishes, of what they were not told yet. Returns how many ways that takes.

    `user_id` defaults to the unit of work's person. What was told stays told, whatever its words are now.
    """
    if not notices:
        return 0
    person = user_id or uow.person
    wishes = await load_wishes(uow.session, person)
    rows = [
        {
            "id": new_id(),
            "user_id": person,
            "kind": notice.kind,
            "subject": notice.subject,
            "channel": decision.channel,
            "state": decision.state,
            "due_at": decision.due_at,
            "in_digest": decision.in_digest,
            "label": notice.label[:MOST_LABEL],
            "day": notice.day,
            "amount_minor": notice.amount_minor,
            "currency": notice.currency,
            "facts": dict(notice.facts),
            "handed_over_at": now if decision.state is NoticeState.HANDED_OVER else None,
        }
        for notice in notices
        for decision in decide(notice.kind, notice.day, wishes, now)
    ]
    if not rows:
        return 0
    put = insert(NoticeRow).values(rows).on_conflict_do_nothing(constraint="uq_notices_user_id_kind_subject_channel")
    told = (await uow.session.execute(put.returning(NoticeRow.channel, NoticeRow.state, NoticeRow.due_at))).all()
    if any(row.channel is NoticeChannel.IN_APP for row in told):
        uow.announce(person, Topic.NOTICES)
    for due_at in sorted({row.due_at for row in told if row.state is NoticeState.WAITING}):
        later = due_at if due_at > now else None
        await enqueue(uow, HandOverNotices(), user_id=person, run_at=later)
    return len(told)

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, text

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.insights.models import InsightRow
from core.insights.mute_insights import muted
from core.insights.notice_of_insight import notice_of_insight
from core.insights.noticed import Noticed
from core.notifications.notify import notify
from core.ports.events import Topic

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('insights/' || CAST(:user_id AS text), 0))")
MOST_LABEL: Final = 200


async def store_insights(uow: UnitOfWork, clock: Clock, found: Sequence[Noticed]) -> int:
    """Keep what is new of what was noticed. Returns how much that is.

    Whoever watches is told after the commit, the person as they wish. What was noticed before stays as it was,
    dismissed or not, and what the person muted is not kept. A lock gives numbers out in the order of commits.
    """
    if not found:
        return 0
    await lock_insights(uow)
    unwanted = set((await uow.session.execute(muted(uow.person))).scalars())
    by_key = {noticed.key: noticed for noticed in found if noticed.kind not in unwanted}
    own = InsightRow.user_id == uow.person
    known = set((await uow.session.execute(select(InsightRow.key).where(own, InsightRow.key.in_(by_key)))).scalars())
    last = select(func.coalesce(func.max(InsightRow.sequence), 0)).where(own)
    sequence = int((await uow.session.execute(last)).scalar_one())
    fresh = [noticed for key, noticed in by_key.items() if key not in known]
    uow.session.add_all(_row(uow, noticed, sequence + place) for place, noticed in enumerate(fresh, start=1))
    await uow.session.flush()
    if fresh:
        uow.announce(uow.person, Topic.INSIGHTS)
        notices = [notice for one in fresh if (notice := notice_of_insight(one)) is not None]
        await notify(uow, clock.now(), notices)
    return len(fresh)


async def lock_insights(uow: UnitOfWork) -> None:
    """Be the only one who changes what the person was told, until the commit."""
    await uow.session.execute(_LOCK, {"user_id": str(uow.person)})


def _row(uow: UnitOfWork, noticed: Noticed, sequence: int) -> InsightRow:
    return InsightRow(
        id=new_id(),
        user_id=uow.person,
        kind=noticed.kind,
        key=noticed.key,
        sequence=sequence,
        topic=noticed.topic,
        account_id=noticed.account_id,
        transaction_id=noticed.transaction_id,
        label=noticed.label[:MOST_LABEL],
        day=noticed.day,
        amount_minor=noticed.amount_minor,
        usual_minor=noticed.usual_minor,
        currency=noticed.currency,
        chance=noticed.chance,
    )

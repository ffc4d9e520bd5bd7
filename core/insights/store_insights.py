from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, text

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.insights.models import InsightRow
from core.insights.noticed import Noticed
from core.ports.events import Topic

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('insights/' || CAST(:user_id AS text), 0))")
MOST_LABEL: Final = 200


async def store_insights(uow: UnitOfWork, found: Sequence[Noticed]) -> int:
    """Keep what is new of what was noticed, and have whoever watches told after the commit. Returns how many are new.

    What was noticed before stays as it was, dismissed or not. A lock gives numbers out in the order of commits.
    """
    if not found:
        return 0
    await uow.session.execute(_LOCK, {"user_id": str(uow.person)})
    by_key = {noticed.key: noticed for noticed in found}
    own = InsightRow.user_id == uow.person
    known = set((await uow.session.execute(select(InsightRow.key).where(own, InsightRow.key.in_(by_key)))).scalars())
    last = select(func.coalesce(func.max(InsightRow.sequence), 0)).where(own)
    sequence = int((await uow.session.execute(last)).scalar_one())
    fresh = [noticed for key, noticed in by_key.items() if key not in known]
    uow.session.add_all(_row(uow, noticed, sequence + place) for place, noticed in enumerate(fresh, start=1))
    await uow.session.flush()
    if fresh:
        uow.announce(uow.person, Topic.INSIGHTS)
    return len(fresh)


def _row(uow: UnitOfWork, noticed: Noticed, sequence: int) -> InsightRow:
    return InsightRow(
        id=new_id(),
        user_id=uow.person,
        kind=noticed.kind,
        key=noticed.key,
        sequence=sequence,
        account_id=noticed.account_id,
        transaction_id=noticed.transaction_id,
        label=noticed.label[:MOST_LABEL],
        day=noticed.day,
        amount_minor=noticed.amount_minor,
        usual_minor=noticed.usual_minor,
        currency=noticed.currency,
        chance=noticed.chance,
    )

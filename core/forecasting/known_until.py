from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import TransactionRow


async def known_until(session: AsyncSession, user_id: UUID, account_ids: Sequence[UUID], today: date) -> date:
    """The day a forecast of these accounts starts from: the last one with a movement, booked or pending.

    Today at the latest, and today where there is none.
    """
    last = await session.execute(
        select(func.max(TransactionRow.booked_on)).where(
            TransactionRow.user_id == user_id,
            TransactionRow.account_id.in_(account_ids),
            TransactionRow.deleted_at.is_(None),
        )
    )
    return min(last.scalar_one_or_none() or today, today)

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import TransactionRow

_OF_ID: Final = text("""
SELECT id FROM transactions WHERE user_id = :user_id AND account_id = :account_id AND bank_id = :bank_id
UNION ALL
SELECT transaction_id FROM transaction_aliases
WHERE user_id = :user_id AND account_id = :account_id AND bank_id = :bank_id
""")


@dataclass(frozen=True, slots=True)
class Scope:
    """The account that is merged into, its row locked."""

    session: AsyncSession
    user_id: UUID
    account_id: UUID
    currency: str

    @property
    def values(self) -> dict[str, Any]:
        """What every statement of the merge is about."""
        return {"user_id": self.user_id, "account_id": self.account_id}

    async def movement_of_id(self, bank_id: str) -> UUID | None:
        """The movement that a scoped bank id names."""
        found = await self.session.execute(_OF_ID, self.values | {"bank_id": bank_id})
        first: UUID | None = found.scalars().first()
        return first

    async def movement(self, transaction_id: UUID) -> TransactionRow | None:
        """A movement of the account, or None when it is no more."""
        own = select(TransactionRow).where(TransactionRow.user_id == self.user_id, TransactionRow.id == transaction_id)
        return (await self.session.execute(own)).scalar_one_or_none()

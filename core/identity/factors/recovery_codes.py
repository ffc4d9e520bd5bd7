"""Codes on paper for the day when phone and key are lost: ten, each good once."""

import hashlib
import secrets as entropy
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.factors.models import RecoveryCodeRow

CODES: Final = 10
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: nothing in it looks like anything else."""
_LETTERS: Final = 24
"""120 bits, so that a fast hash keeps them safe; printed in groups of four."""
_MISREAD: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})


def _new_code() -> str:
    letters = [entropy.choice(_ALPHABET) for _ in range(_LETTERS)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, _LETTERS, 4))


def hash_code(code: str) -> bytes:
    """What is stored. Case, spaces and hyphens don't matter, nor does an O for a 0."""
    plain = "".join(letter for letter in code[:100].lower() if letter.isalnum()).translate(_MISREAD)
    return hashlib.sha256(plain.encode()).digest()


async def replace_codes(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """Ten new codes; the old ones are worth nothing. The only time their text exists on our side."""
    await uow.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == user_id))
    codes = [_new_code() for _ in range(CODES)]
    uow.session.add_all(RecoveryCodeRow(user_id=user_id, code_hash=hash_code(code)) for code in codes)
    await uow.session.flush()
    return codes


async def spend_code(uow: UnitOfWork, clock: Clock, user_id: UUID, code: str) -> bool:
    """Use a code up. Of two uses at once, one finds it."""
    spent = await uow.session.execute(
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.user_id == user_id,
            RecoveryCodeRow.code_hash == hash_code(code),
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCodeRow.id)
        .execution_options(synchronize_session=False)
    )
    return spent.scalar_one_or_none() is not None


async def codes_left(session: AsyncSession, user_id: UUID) -> int:
    """How many are still good."""
    left = select(func.count()).where(RecoveryCodeRow.user_id == user_id, RecoveryCodeRow.used_at.is_(None))
    return int((await session.execute(left)).scalar_one())

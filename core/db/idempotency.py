"""Idempotency keys: the same key with the same input returns the stored result, with another input it is a conflict."""

import hashlib
import json
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, PrimaryKeyConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Row, Stamped
from core.errors import DomainError


class IdempotencyConflictError(DomainError):
    """The key was used before with another input."""

    code = "IDEMPOTENCY_CONFLICT"


class IdempotencyKeyRow(Stamped, Row):
    """A key a person's application chose, with what came of it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (PrimaryKeyConstraint("user_id", "operation", "key"),)

    user_id: Mapped[UUID]
    operation: Mapped[str]
    key: Mapped[str]
    input_hash: Mapped[bytes] = mapped_column(LargeBinary)
    result_id: Mapped[UUID]


async def claim_key(
    session: AsyncSession, *, user_id: UUID, operation: str, key: str, command: dict[str, Any], new_result_id: UUID
) -> UUID | None:
    """Take a key for this transaction, or return the id that an earlier use of it made.

    Two requests with one key at once: the second waits on the primary key until the first commits. Raises
    IdempotencyConflictError when the key stands for another input.
    """
    digest = hashlib.sha256(json.dumps(command, sort_keys=True, default=str).encode()).digest()
    taken = await session.execute(
        insert(IdempotencyKeyRow)
        .values(user_id=user_id, operation=operation, key=key, input_hash=digest, result_id=new_result_id)
        .on_conflict_do_nothing()
        .returning(IdempotencyKeyRow.result_id)
    )
    if taken.scalar_one_or_none() is not None:
        return None
    stored = (
        await session.execute(
            select(IdempotencyKeyRow.input_hash, IdempotencyKeyRow.result_id).where(
                IdempotencyKeyRow.user_id == user_id,
                IdempotencyKeyRow.operation == operation,
                IdempotencyKeyRow.key == key,
            )
        )
    ).one()
    if stored.input_hash != digest:
        raise IdempotencyConflictError(
            f"The idempotency key {key!r} was used before with another input.", field="idempotencyKey"
        )
    return UUID(str(stored.result_id))

"""What a movement is also known as."""

from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from core.accounts.merging.scope import Scope
from core.ids import new_id
from core.ports.statement_parser import BookingStatus

_ALIAS: Final = text("""
INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, fingerprint)
SELECT :id, :user_id, :account_id, :transaction_id, CAST(:status AS text), :fingerprint WHERE NOT EXISTS (
    SELECT FROM transaction_aliases l WHERE l.user_id = :user_id AND l.account_id = :account_id
    AND l.fingerprint = :fingerprint AND l.transaction_id = :transaction_id AND l.status = CAST(:status AS text))
""")
_ID_ALIAS: Final = text("""
INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, bank_id)
VALUES (:id, :user_id, :account_id, :transaction_id, CAST(:status AS text), :bank_id) ON CONFLICT DO NOTHING
""")


class Version(NamedTuple):
    """How a movement was told: its fingerprint, and `booked` or `pending`."""

    fingerprint: bytes
    status: str


async def add_alias(scope: Scope, transaction_id: UUID, version: Version) -> None:
    """Remember a version that is not the one in the row."""
    values = {"id": new_id(), "transaction_id": transaction_id, **version._asdict()}
    await scope.session.execute(_ALIAS, scope.values | values)


async def add_id_alias(
    scope: Scope, transaction_id: UUID, bank_id: str, status: BookingStatus = BookingStatus.BOOKED
) -> None:
    """Remember another id of the movement. A `pending` one is lent: see lent_ids."""
    values = {"id": new_id(), "transaction_id": transaction_id, "bank_id": bank_id, "status": status.value}
    await scope.session.execute(_ID_ALIAS, scope.values | values)

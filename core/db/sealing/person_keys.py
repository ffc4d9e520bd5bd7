import asyncio
import secrets as entropy
import time
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from core.db.errors import DatabaseUnavailableError
from core.db.sealing.opened_keys import FRESH_SECONDS, KEY_BYTES, OpenedKey, forget, keep, kept
from core.db.sealing.person_key_row import PersonKeyRow
from core.errors import DomainError
from core.ports.secrets import DecryptionError, Secrets

if TYPE_CHECKING:
    from core.db.database import Database

WRAPPING_KEY: Final = "person-data"
"""The envelope key in the secrets store. Rotating it leaves wrapped keys readable."""
PAUSE_SECONDS: Final = 2.0
"""After the secrets store failed nobody waits for it: what is not sealed goes on."""
log = structlog.get_logger()


class PersonKeys:
    """Data keys of people: made when a person first comes, wrapped by the secrets store, opened for a while."""

    def __init__(self, database: "Database", secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets
        self._doubtful_until = 0.0

    async def at_hand(self, owner: UUID) -> OpenedKey | None:
        """A person's key; None while the store is away, which only who needs it will notice.

        Raises DatabaseUnavailableError: who asks needs the database too, and would wait for it all over again.
        """
        found = kept(owner)
        now = time.monotonic()
        if (found is not None and found.since + FRESH_SECONDS > now) or now < self._doubtful_until:
            return found
        try:
            return await self._fetch(owner)
        except DatabaseUnavailableError:
            if found is None:
                raise
            self._doubtful_until = time.monotonic() + PAUSE_SECONDS
            return found
        except (DomainError, SQLAlchemyError, asyncpg.InternalClientError, OSError) as error:
            if not isinstance(error, IntegrityError | DecryptionError):  # which are of this person alone
                self._doubtful_until = time.monotonic() + PAUSE_SECONDS
            log.warning("person_key_not_at_hand", error=type(error).__name__)
            return kept(owner)

    async def _fetch(self, owner: UUID) -> OpenedKey:
        wrapped = await self._stored(owner)
        if wrapped is None:
            forget(owner)
            wrapped = await self._make(owner)
        key = await asyncio.to_thread(self._secrets.decrypt, WRAPPING_KEY, wrapped, owner.bytes)
        opened = OpenedKey(owner, key, time.monotonic())
        keep(opened)
        return opened

    async def _stored(self, owner: UUID) -> str | None:
        async with self._database.read_system() as read:
            found = await read.session.execute(select(PersonKeyRow.wrapped).where(PersonKeyRow.user_id == owner))
            return found.scalar_one_or_none()

    async def _make(self, owner: UUID) -> str:
        """Committed before anything is sealed by it; of two at once the first stays."""
        fresh = entropy.token_bytes(KEY_BYTES)
        wrapped = await asyncio.to_thread(self._secrets.encrypt, WRAPPING_KEY, fresh, owner.bytes)
        async with self._database.system_unit_of_work() as uow:
            made = insert(PersonKeyRow).values(user_id=owner, wrapped=wrapped)
            await uow.session.execute(made.on_conflict_do_nothing())
        return await self._stored(owner) or wrapped

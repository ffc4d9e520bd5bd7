"""How far a watcher has seen: a snapshot of the database, as the cursor of `transactionsChanged` carries it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from core.db.keyset import InvalidPageError, decode_cursor, encode_cursor

KEPT_FOR: Final = timedelta(days=7)
"""Changes are kept this long: who was away for longer is told to read everything anew."""
_SNAPSHOT: Final = re.compile(r"(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a snapshot of PostgreSQL saw (`pg_current_snapshot()` as text), and when it was taken."""

    snapshot: str
    at: datetime

    @property
    def horizon(self) -> int:
        """Every transaction before this one had ended."""
        return int(self.snapshot.partition(":")[0])

    def cursor(self) -> str:
        """For the watcher to come again with."""
        return encode_cursor([self.snapshot, self.at])

    @classmethod
    def of_cursor(cls, cursor: str) -> Self:
        """Raises InvalidPageError for what `cursor` did not make."""
        snapshot, at = decode_cursor(cursor, [str, datetime])
        found = _SNAPSHOT.fullmatch(snapshot)
        if found is None or not _is_sound(int(found[1]), int(found[2]), found[3]):
            raise InvalidPageError("The cursor is not valid here.", field="after")
        return cls(snapshot, at)


def _is_sound(first: int, after_last: int, running: str) -> bool:
    """As PostgreSQL wants a snapshot: from 1, in order, each running transaction between both ends and named once."""
    names = [int(name) for name in running.split(",")] if running else []
    return 0 < first <= after_last and names == sorted(set(names)) and all(first <= x < after_last for x in names)

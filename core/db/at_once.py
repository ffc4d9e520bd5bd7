"""A change of one row and all that belongs beside it, in one statement.

A unit of work goes to the database eight times or more, and holds the row's lock meanwhile. What is done often and
changes one row by simple rules can do without: read the row and its version, judge, and write only if the row is still
of that version. PostgreSQL runs a statement as a whole or not at all, so history and outboxes hold as they do in a
unit of work. See docs/adr/0024-writes-at-once.md.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from core.db.person_connections import PersonConnections
from core.db.uow import AfterHook
from core.db.work_record import WorkRecord
from core.key_action import Origin

ATTEMPTS: Final = 3
"""To find a row as it was read a moment ago. Who is always outrun takes its lock, in a unit of work."""
_PLACE: Final = re.compile(r"\$(\d+)")


class NotAtOnceError(Exception):
    """This is for a unit of work. Nothing was done."""


@dataclass(frozen=True, slots=True)
class Part:
    """A statement with places `$1`, `$2` … of its own, and their values.

    The change is one, and returns the whole row as it is from then on, or none. What goes beside it, and the answer,
    select FROM changed, which is empty where nothing was changed.
    """

    text: str
    values: Sequence[Any]


JUST_CHANGED: Final = Part("SELECT true FROM changed", ())


Beside = Callable[[WorkRecord], Iterable[Part]]
"""What a hook before the commit does, as parts of the statement. Raises NotAtOnceError for what it can't say so."""


class AtOnce:
    """One request's way to write at once, as a person."""

    def __init__(
        self,
        connections: PersonConnections,
        person: UUID,
        origin: Origin | None,
        *,
        beside: Sequence[Beside],
        after_commit: AfterHook,
        answer: Part = JUST_CHANGED,
    ) -> None:
        self.person = person
        self.answered: Any = None
        """The record that `answer` gave of what was changed; None where nothing was."""
        self._connections = connections
        self._origin = origin
        self._beside = beside
        self._after_commit = after_commit
        self._answer = answer

    def record(self) -> WorkRecord:
        """An empty record, for one attempt to change something."""
        return WorkRecord(self.person, self._origin)

    async def fetch(self, text: str, *values: Any) -> list[Any]:
        """Read. Raises what PersonConnections raises."""
        return (await self._connections.fetch(self.person, [(text, values)]))[0]

    async def change(self, record: WorkRecord, change: Part) -> bool:
        """Change a row and tell of it; False when it is not any more as the change wants it, and nothing was done.

        Raises NotAtOnceError, and what PersonConnections raises.
        """
        parts = [part for beside in self._beside for part in beside(record)]
        changed = await self.fetch(*_together(change, *parts, self._answer))
        if not changed:
            return False
        self.answered = changed[0]
        await self._after_commit(record)
        return True


def _together(*parts: Part) -> list[Any]:
    """One statement and its values: of the change, of what goes beside it, of the answer."""
    text = _joined(tuple((part.text, len(part.values)) for part in parts))
    return [text, *(value for part in parts for value in part.values)]


@lru_cache(maxsize=64)
def _joined(parts: Sequence[tuple[str, int]]) -> str:
    texts, before = [], 0
    for text, places in parts:
        texts.append(_shifted(text, before))
        before += places
    change, *beside, answer = texts
    named = [f"changed AS ({change})", *(f"beside_{place} AS ({text})" for place, text in enumerate(beside))]
    return f"WITH {', '.join(named)} {answer}"


def _shifted(text: str, by: int) -> str:
    return _PLACE.sub(lambda place: f"${int(place[1]) + by}", text)

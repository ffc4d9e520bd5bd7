"""What a mutation does at once, said beside its resolver for compiled writes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select

WRITE_KEY: Final = "solvent.write_at_once"


@dataclass(frozen=True, slots=True)
class WriteAtOnce:
    """A mutation whose payload has one row in the field `field`, and `errors`.

    `run` gets the request's AtOnce (core/db/at_once.py) and the field's arguments, and returns the row's key. Whatever
    it raises, the resolver answers in its place, in the ordinary words. It may also do so after `run` has written and
    its answer was lost: doing it twice must change nothing more. `rows` is the row of a person by its key.
    """

    run: Callable[..., Awaitable[UUID]]
    field: str
    rows: Callable[[UUID, UUID], Select[Any]]

"""After a correction: the rule that would have made it needless."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.models import CategoryRuleRow, TransactionRow
from core.db.uow import UnitOfWork
from core.ports.categoriser import DecidedBy

_NAME: Final = re.compile(r"[^\W\d_]{2,}(?:[ .&'-]{1,2}[^\W\d_]{2,}){0,3}")
_SHORTEST: Final = 4
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class RuleOffer:
    """A rule the person may make of their correction, and how many other transactions it would change today."""

    pattern: str
    category_id: UUID
    would_change: int


def pattern_of(description: str) -> str | None:
    """The first run of words without numbers, as it stands in the text in lower case; None where none is telling."""
    for found in _NAME.finditer(description.lower()):
        if len(found[0]) >= _SHORTEST:
            return found[0][:_LONGEST]
    return None


async def offer_rule(uow: UnitOfWork, row: TransactionRow, category_id: UUID) -> RuleOffer | None:
    """The rule for a line that was just sorted; None where it would do nothing or contradict the person.

    It contradicts where the person sorted a line that the pattern hits otherwise, or has such a rule already.
    """
    pattern = pattern_of(row.description)
    if pattern is None:
        return None
    hit = (
        TransactionRow.user_id == uow.person,
        TransactionRow.deleted_at.is_(None),
        TransactionRow.id != row.id,
        func.strpos(func.lower(TransactionRow.description), pattern) > 0,
    )
    by_person = TransactionRow.decided_by == DecidedBy.PERSON
    elsewhere = TransactionRow.category_id.is_distinct_from(category_id)
    would_change, against = (
        await uow.session.execute(
            select(
                func.count().filter(~by_person, TransactionRow.decided_by != DecidedBy.RULE),
                func.count().filter(by_person, elsewhere),
            ).where(*hit)
        )
    ).one()
    if not would_change or against or await _has_rule(uow, pattern):
        return None
    return RuleOffer(pattern, category_id, would_change)


async def _has_rule(uow: UnitOfWork, pattern: str) -> bool:
    rule = select(CategoryRuleRow.id).where(
        CategoryRuleRow.user_id == uow.person, CategoryRuleRow.pattern == pattern.casefold()
    )
    return (await uow.session.execute(rule)).first() is not None

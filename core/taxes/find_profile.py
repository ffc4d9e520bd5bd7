from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFoundError
from core.taxes.models import TaxProfileRow
from core.taxes.rules.country import Profile
from core.taxes.rules.facts import Facts
from core.taxes.rules.registry import regime_of, rules_of


def own_tax_profiles(user_id: UUID) -> Select[tuple[TaxProfileRow]]:
    """A person's tax profiles."""
    return select(TaxProfileRow).where(TaxProfileRow.user_id == user_id)


async def tax_profile_of(
    session: AsyncSession, user_id: UUID, profile_id: UUID, *, for_update: bool = False
) -> TaxProfileRow:
    """One tax profile. Raises NotFoundError, also for somebody else's."""
    statement = own_tax_profiles(user_id).where(TaxProfileRow.id == profile_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such tax profile.", field="id")
    return row


def as_rules_see_it(row: TaxProfileRow) -> Profile:
    """The profile without whose it is. Raises what its country's rules no longer know: regime or facts."""
    regime = regime_of(rules_of(row.country), row.regime)
    facts = Facts.parse(regime.facts, row.facts)
    return Profile(row.regime, row.starts_on, row.ends_on, row.region, row.vat, facts)

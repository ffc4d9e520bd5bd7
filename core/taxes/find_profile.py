from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from core.errors import NotFoundError
from core.taxes.models import TaxProfileRow
from core.taxes.rules.country import Profile
from core.taxes.rules.facts import Facts
from core.taxes.rules.registry import regime_of, rules_of


def own_tax_profiles(user_id: UUID) -> Select[tuple[TaxProfileRow]]:
    """A person's tax profiles without their numbers: no rule asks for those, and only the person's key opens them."""
    return select(TaxProfileRow).where(TaxProfileRow.user_id == user_id).options(defer(TaxProfileRow.tax_ids))


def whole_tax_profiles(user_id: UUID) -> Select[tuple[TaxProfileRow]]:
    """The same with their numbers, for who shows or changes them."""
    return select(TaxProfileRow).where(TaxProfileRow.user_id == user_id)


async def tax_profile_of(
    session: AsyncSession, user_id: UUID, profile_id: UUID, *, for_update: bool = False
) -> TaxProfileRow:
    """One tax profile, with its numbers where it is to be changed. Raises NotFoundError, also for somebody else's."""
    profiles = whole_tax_profiles(user_id).with_for_update() if for_update else own_tax_profiles(user_id)
    row = (await session.execute(profiles.where(TaxProfileRow.id == profile_id))).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such tax profile.", field="id")
    return row


def as_rules_see_it(row: TaxProfileRow) -> Profile:
    """The profile without whose it is. Raises what its country's rules no longer know: regime or facts."""
    regime = regime_of(rules_of(row.country), row.regime)
    facts = Facts.parse(regime.facts, row.facts)
    return Profile(row.regime, row.starts_on, row.ends_on, row.region, row.vat, facts)

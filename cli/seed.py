"""The rows that every installation has: the system's categories, and partners with their offers."""

from core.accounts.seed_categories import seed_categories
from core.adapters.wiring import Platform
from core.marketplace.seed_marketplace import seed_marketplace
from core.taxonomy import load_taxonomy


async def seed_platform(platform: Platform) -> None:
    """Add or update them. Repeating it changes nothing."""
    async with platform.database.system_unit_of_work() as uow:
        await seed_categories(uow, load_taxonomy())
        await seed_marketplace(uow)

from datetime import date
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.taxes.tax_calendar import TaxCalendar, show_calendar
from api.graphql.taxes.tax_country import TaxCountry, show_country
from api.graphql.taxes.tax_deadline import TaxDeadline, show_deadline
from api.graphql.taxes.tax_estimate import TaxEstimate, show_estimate
from api.graphql.taxes.tax_profile import TaxProfile, wrap_tax_profile
from core.clock import today
from core.taxes.estimate_tax import estimate_tax
from core.taxes.find_profile import whole_tax_profiles
from core.taxes.keep_calendar import tax_calendar_of
from core.taxes.keep_reminders import reminder_lead_days
from core.taxes.list_deadlines import list_tax_deadlines
from core.taxes.models import TaxProfileRow
from core.taxes.rules.registry import countries

ProfileId = Annotated[strawberry.ID, strawberry.argument(description="The tax profile.")]


@strawberry.input(description="Which tax profiles to show. What is left out is left open.")
class TaxProfileFilter:
    """Filter of tax profiles."""

    countries: list[str] | None = strawberry.field(default=None, description="Of one of these countries.")


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[TaxProfileRow]]:
    wanted: TaxProfileFilter = arguments.get("filter") or TaxProfileFilter()
    return narrowed(whole_tax_profiles(person), (wanted.countries, TaxProfileRow.country))


PROFILES: Final = Listing(_wanted, by_time(TaxProfileRow.starts_on, TaxProfileRow.id), wrap_tax_profile)


async def _tax_profiles(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[TaxProfileFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[TaxProfile]:
    return await PROFILES.page(info, first, after, filter=filter, order_by=order_by)


async def _tax_estimate(
    info: strawberry.Info[Context],
    profile_id: ProfileId,
    day: Annotated[
        date | None, strawberry.argument(description="A day of the tax year; of the one that runs if left out.")
    ] = None,
) -> TaxEstimate:
    key = decode_id(profile_id, "TaxProfile", "profileId")
    now = today(info.context.platform.clock)
    async with info.context.read() as read:
        return show_estimate(await estimate_tax(read, info.context.person, key, day or now, now))


async def _tax_deadlines(
    info: strawberry.Info[Context],
    profile_id: ProfileId,
    year: Annotated[
        int,
        strawberry.argument(
            description="The calendar year in which they fall due, 1 to 9999; known from 2024 to 2027."
        ),
    ],
) -> list[TaxDeadline]:
    key = decode_id(profile_id, "TaxProfile", "profileId")
    now = today(info.context.platform.clock)
    async with info.context.read() as read:
        found = await list_tax_deadlines(read, info.context.person, key, year, now)
    return [show_deadline(one) for one in found]


async def _tax_calendar(info: strawberry.Info[Context]) -> TaxCalendar | None:
    async with info.context.read() as read:
        row = await tax_calendar_of(read, info.context.person)
    return None if row is None else show_calendar(row)


async def _tax_reminders(info: strawberry.Info[Context]) -> list[int]:
    async with info.context.read() as read:
        return list(await reminder_lead_days(read, info.context.person))


def _tax_countries() -> list[TaxCountry]:
    return [show_country(rules) for rules in countries().values()]


@strawberry.type
class TaxQueries:
    """Reading taxes."""

    tax_countries: list[TaxCountry] = query(
        Permission.TAXES_READ, "The countries whose tax rules are known here, and what their regimes ask for."
    )(_tax_countries)
    tax_profiles: Connection[TaxProfile] = query(
        Permission.TAXES_READ, "How the person is taxed, the profile that began last first.", PROFILES.rows
    )(_tax_profiles)
    tax_estimate: TaxEstimate = query(
        Permission.TAXES_READ, "The tax of a year under a profile, on the person's categorised books."
    )(_tax_estimate)
    tax_deadlines: list[TaxDeadline] = query(
        Permission.TAXES_READ, "What falls due in a calendar year under a profile, earliest first."
    )(_tax_deadlines)
    tax_calendar: TaxCalendar | None = query(
        Permission.TAXES_READ, "The calendar of deadlines that other calendars subscribe to; null while there is none."
    )(_tax_calendar)
    tax_reminders: list[int] = query(
        Permission.TAXES_READ,
        "How many days before a tax deadline the person is reminded, most first; 14 and 3 unless they chose. "
        "Over which channels: `notificationSettings`.",
    )(_tax_reminders)

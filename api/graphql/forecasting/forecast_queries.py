from enum import Enum
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.accounts.transaction_filter import PeriodInput
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, Orders, by_time, narrowed
from api.graphql.declare.node import decode_id, decode_ids
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.forecasting.forecast import Forecast, wrap_forecast
from api.graphql.forecasting.planned_item import PlannedItem, wrap_planned_item
from core.db.keyset import Ordering
from core.forecasting.find_planned_item import own_planned_items
from core.forecasting.models import ForecastRow, ForecastStatus, PlannedItemRow, PlannedKind


@strawberry.enum(description="The order of planned items.")
class PlannedItemOrder(Enum):
    """By the day they are due."""

    SOONEST_FIRST = strawberry.enum_value("soonest_first", description="The earliest day first.")
    LATEST_FIRST = strawberry.enum_value("latest_first", description="The latest day first.")


@strawberry.input(description="Which planned items to show. What is left out is left open.")
class PlannedItemFilter:
    """Filter of planned items."""

    period: PeriodInput | None = strawberry.field(default=None, description="Due in these days.")
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="On one of these accounts.")
    kinds: list[PlannedKind] | None = strawberry.field(default=None, description="Of one of these sorts.")


@strawberry.input(description="Which forecasts to show. What is left out is left open.")
class ForecastFilter:
    """Filter of forecasts."""

    statuses: list[ForecastStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


def _wanted_items(person: UUID, arguments: Arguments) -> Select[tuple[PlannedItemRow]]:
    wanted: PlannedItemFilter = arguments.get("filter") or PlannedItemFilter()
    row, statement = PlannedItemRow, own_planned_items(person)
    if wanted.period is not None:
        statement = statement.where(row.due_on >= wanted.period.start, row.due_on <= wanted.period.end)
    accounts = decode_ids(wanted.account_ids, "Account", "accountIds")
    return narrowed(statement, (accounts, row.account_id), (wanted.kinds, row.kind))


def _wanted_forecasts(person: UUID, arguments: Arguments) -> Select[tuple[ForecastRow]]:
    wanted: ForecastFilter = arguments.get("filter") or ForecastFilter()
    return narrowed(select(ForecastRow).where(ForecastRow.user_id == person), (wanted.statuses, ForecastRow.status))


BY_DAY: Final[Orders] = {
    PlannedItemOrder.SOONEST_FIRST: Ordering((PlannedItemRow.due_on, PlannedItemRow.id), is_descending=False),
    PlannedItemOrder.LATEST_FIRST: Ordering((PlannedItemRow.due_on, PlannedItemRow.id)),
}
PLANNED_ITEMS: Final = Listing(_wanted_items, BY_DAY, wrap_planned_item)
FORECASTS: Final = Listing(_wanted_forecasts, by_time(ForecastRow.created_at, ForecastRow.id), wrap_forecast)


async def _forecast(
    info: strawberry.Info[Context],
    id: Annotated[strawberry.ID, strawberry.argument(description="The forecast.")],  # noqa: A002 the schema's argument name
) -> Forecast | None:
    key = decode_id(id, "Forecast", "id")
    statement = select(ForecastRow).where(ForecastRow.user_id == info.context.person, ForecastRow.id == key)
    async with info.context.read() as read:
        row = (await read.session.execute(statement)).scalar_one_or_none()
    return wrap_forecast(row) if row is not None else None


async def _forecasts(
    info: strawberry.Info[Context],
    first: First = 10,
    after: After = None,
    filter: Annotated[ForecastFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Forecast]:
    return await FORECASTS.page(info, first, after, filter=filter, order_by=order_by)


async def _planned_items(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[PlannedItemFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: Annotated[
        PlannedItemOrder | None, strawberry.argument(description="The order; the earliest day first if left out.")
    ] = None,
) -> Connection[PlannedItem]:
    return await PLANNED_ITEMS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class ForecastQueries:
    """Reading forecasts."""

    forecast: Forecast | None = query(Permission.FORECASTS_READ, "One forecast of the person's; null for none.")(
        _forecast
    )
    forecasts: Connection[Forecast] = query(
        Permission.FORECASTS_READ, "The person's forecasts, newest first.", FORECASTS.rows
    )(_forecasts)
    planned_items: Connection[PlannedItem] = query(
        Permission.FORECASTS_READ,
        "What the person has planned, by the day it is due, past days too.",
        PLANNED_ITEMS.rows,
    )(_planned_items)

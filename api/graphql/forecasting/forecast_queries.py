import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.forecasting.forecast import Forecast, wrap_forecast
from api.graphql.forecasting.planned_item import PlannedItem, wrap_planned_item
from core.db.keyset import Ordering, Page, fetch_page
from core.forecasting.find_planned_item import own_planned_items
from core.forecasting.models import ForecastRow, PlannedItemRow

SOONEST_FIRST = Ordering((PlannedItemRow.due_on, PlannedItemRow.id), is_descending=False)
NEWEST_FIRST = Ordering((ForecastRow.created_at, ForecastRow.id))


async def _forecast(info: strawberry.Info[Context], id: strawberry.ID) -> Forecast | None:  # noqa: A002 the schema's argument name
    key = decode_id(id, "Forecast", "id")
    statement = select(ForecastRow).where(ForecastRow.user_id == info.context.person, ForecastRow.id == key)
    async with info.context.read() as read:
        row = (await read.session.execute(statement)).scalar_one_or_none()
    return wrap_forecast(row) if row is not None else None


async def _forecasts(info: strawberry.Info[Context], first: int = 10, after: str | None = None) -> Connection[Forecast]:
    statement = select(ForecastRow).where(ForecastRow.user_id == info.context.person)
    async with info.context.read() as read:
        found = await fetch_page(read.session, statement, NEWEST_FIRST, Page(first, after))
    return Connection[Forecast].of(found, wrap_forecast)


async def _planned_items(
    info: strawberry.Info[Context], first: int = 20, after: str | None = None
) -> Connection[PlannedItem]:
    async with info.context.read() as read:
        found = await fetch_page(
            read.session, own_planned_items(info.context.person), SOONEST_FIRST, Page(first, after)
        )
    return Connection[PlannedItem].of(found, wrap_planned_item)


@strawberry.type
class ForecastQueries:
    """Reading forecasts."""

    forecast: Forecast | None = query(Permission.SIGNED_IN, "One forecast of the person's; null for none.")(_forecast)
    forecasts: Connection[Forecast] = query(Permission.SIGNED_IN, "The person's forecasts, newest first.")(_forecasts)
    planned_items: Connection[PlannedItem] = query(
        Permission.SIGNED_IN, "What the person has planned, by the day it is due, past days too."
    )(_planned_items)

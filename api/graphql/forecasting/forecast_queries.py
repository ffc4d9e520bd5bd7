import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.forecasting.forecast import Forecast, wrap_forecast
from core.db.keyset import Ordering, Page, fetch_page
from core.forecasting.models import ForecastRow

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


@strawberry.type
class ForecastQueries:
    """Reading forecasts."""

    forecast: Forecast | None = query(Permission.SIGNED_IN, "One forecast of the person's; null for none.")(_forecast)
    forecasts: Connection[Forecast] = query(Permission.SIGNED_IN, "The person's forecasts, newest first.")(_forecasts)

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.forecasting.forecast import Forecast
from api.graphql.forecasting.scenario_input import ScenarioInput, to_scenario
from api.graphql.jobs.job import Job, load_job
from core.forecasting.request_forecast import RequestForecast, request_forecast


@strawberry.input(description="What to forecast.")
class RequestForecastInput:
    """Input of `requestForecast`."""

    account_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Which accounts; all of them when left out."
    )
    horizon_days: int = strawberry.field(default=90, description="1 to 180 days ahead.")
    scenario: ScenarioInput | None = strawberry.field(default=None, description="What to suppose: a what-if.")


@strawberry.type(description="The forecast to come, and the job that makes it.")
class RequestForecastPayload(Payload):
    """Answer of `requestForecast`."""

    forecast: Forecast | None = strawberry.field(default=None, description="The forecast.")
    job: Job | None = strawberry.field(default=None, description="The job: watch it with `jobProgress`.")


async def _request_forecast(info: strawberry.Info[Context], input: RequestForecastInput) -> RequestForecastPayload:  # noqa: A002 the schema's argument name
    ids = input.account_ids
    keys = [decode_id(text, "Account", "accountIds") for text in ids] if ids is not None else None
    scenario = to_scenario(input.scenario) if input.scenario is not None else None
    async with info.context.uow() as uow:
        clock = info.context.platform.clock
        row = await request_forecast(uow, clock, RequestForecast(keys, input.horizon_days, scenario))
        await uow.session.refresh(row)
    return RequestForecastPayload(forecast=Forecast(row=row), job=await load_job(info, row.job_id))


@strawberry.type
class RequestForecastMutation:
    """Forecasting."""

    request_forecast: RequestForecastPayload = mutation(
        Permission.FORECASTS_WRITE, RequestForecastPayload, "Forecast the balances of accounts, as quantiles a day."
    )(_request_forecast)

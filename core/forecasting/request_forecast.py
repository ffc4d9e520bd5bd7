from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.accounts.repository import check_accounts, own_accounts
from core.clock import Clock, today
from core.db.uow import UnitOfWork
from core.forecasting.errors import InvalidHorizonError, NoAccountsError
from core.forecasting.known_until import known_until
from core.forecasting.messages import MakeForecast
from core.forecasting.models import ForecastRow
from core.forecasting.scenario import check_scenario, scenario_as_stored
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.forecaster import Scenario

MAX_HORIZON_DAYS = 180
MAX_ACCOUNTS = 50


@dataclass(frozen=True, slots=True)
class RequestForecast:
    """Which accounts, all of them when None, how many days ahead, and what to suppose."""

    account_ids: Sequence[UUID] | None
    horizon_days: int
    scenario: Scenario | None = None


async def request_forecast(uow: UnitOfWork, clock: Clock, command: RequestForecast) -> ForecastRow:
    """Record a forecast and the job that makes it. It starts at the last day the books know of, today at the latest.

    What a scenario supposes is kept with this forecast only. Raises InvalidHorizonError, InvalidPlanError,
    NoAccountsError, NotFoundError.
    """
    if not 1 <= command.horizon_days <= MAX_HORIZON_DAYS:
        raise InvalidHorizonError(f"A forecast reaches 1 to {MAX_HORIZON_DAYS} days ahead.", field="horizonDays")
    if command.account_ids is None:
        statement = own_accounts(uow.person).limit(MAX_ACCOUNTS)
        ids = [account.id for account in (await uow.session.execute(statement)).scalars()]
    else:
        ids = [account.id for account in await check_accounts(uow.session, uow.person, command.account_ids)]
    if not 0 < len(ids) <= MAX_ACCOUNTS:
        raise NoAccountsError(f"A forecast needs 1 to {MAX_ACCOUNTS} accounts.", field="accountIds")
    if command.scenario is not None:
        check_scenario(command.scenario, {str(key) for key in ids})
    row = ForecastRow(
        id=new_id(),
        user_id=uow.person,
        account_ids=ids,
        horizon_days=command.horizon_days,
        as_of=await known_until(uow.session, uow.person, ids, today(clock)),
        scenario=scenario_as_stored(command.scenario) if command.scenario is not None else None,
    )
    uow.session.add(row)
    await uow.session.flush()
    row.job_id = await enqueue(uow, MakeForecast(forecast_id=row.id))
    uow.record(KeyAction(uow.person, "forecast.requested", "forecast", row.id, uow.person))
    await uow.session.flush()
    return row

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from core.accounts.models import AccountKind, AccountRow
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.ports.forecaster import AccountForecast, AccountHistory, DayQuantiles

MEANT_TO_BE_BELOW = frozenset({AccountKind.CARD, AccountKind.LOAN})


def _low(day: DayQuantiles) -> int:
    """What a balance is expected to fall to; where only some futures go below zero on that day, what it may fall to."""
    return day.p50_minor if day.p50_minor < 0 else day.p10_minor


def balance_below_zero(
    history: AccountHistory, forecast: AccountForecast, account: AccountRow, today: date
) -> Iterator[Noticed]:
    """An account in credit that is more likely than not to fall below zero; told once for the month it happens in.

    It is told beside the balance in the books, which the person sees: the forecast starts with what is pending, too.
    """
    shortfall = forecast.shortfall
    if shortfall is None or shortfall.first_day is None or shortfall.first_day < today:
        return
    if account.kind in MEANT_TO_BE_BELOW or account.balance_minor < 0:
        return
    first_day = shortfall.first_day
    falls_to = next((_low(day) for day in forecast.days if day.day == first_day), 0)
    yield Noticed(
        InsightKind.BALANCE_BELOW_ZERO,
        f"balance_below_zero:{history.account}:{first_day:%Y-%m}",
        UUID(history.account),
        account.name,
        first_day,
        falls_to,
        history.currency,
        usual_minor=account.balance_minor,
        chance=Decimal(str(round(shortfall.chance, 3))),
    )

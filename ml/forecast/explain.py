"""Why a forecast goes where it goes."""

from collections.abc import Sequence

from core.ports.forecaster import DayQuantiles, ForecastEvent
from ml.forecast.future_items import FutureItems

EVERYDAY = "everyday"


def explain(ahead: FutureItems, days: Sequence[DayQuantiles], balance_minor: int) -> list[ForecastEvent]:
    """Events in order of days, and last what no event explains: together they are the change of the p50."""
    by_day = {day.day: day.p50_minor for day in days}
    events = [
        ForecastEvent(item.day, item.label, item.amount_minor, item.kind, by_day[item.day])
        for item in ahead.items
        if item.amount_minor != 0
    ]
    last = days[-1]
    rest = last.p50_minor - balance_minor - sum(event.amount_minor for event in events)
    if rest:
        events.append(ForecastEvent(last.day, "", rest, EVERYDAY, last.p50_minor))
    return events

"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class MakeForecast(JobMessage):
    """Forecast the balances of a forecast's accounts."""

    name: ClassVar[str] = "forecasting.make_forecast"
    max_attempts: ClassVar[int] = 3
    forecast_id: UUID

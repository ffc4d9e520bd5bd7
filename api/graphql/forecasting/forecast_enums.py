"""Enums of forecasting, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.forecasting.models import ForecastStatus, PlannedKind
from core.ports.forecaster import Period

show_enum(
    ForecastStatus,
    "Where a forecast stands.",
    {
        ForecastStatus.RUNNING: "It is being made.",
        ForecastStatus.READY: "It is there.",
        ForecastStatus.FAILED: "It could not be made: its job says why.",
    },
)
show_enum(
    PlannedKind,
    "What sort of thing a person knows to come.",
    {
        PlannedKind.INVOICE: "An invoice that somebody will pay.",
        PlannedKind.INCOME: "Other money to come.",
        PlannedKind.PAYMENT: "A payment to make.",
        PlannedKind.TAX: "A tax or contribution to pay.",
    },
)
show_enum(
    Period,
    "How often something recurs.",
    {
        Period.WEEKLY: "Every 7 days.",
        Period.FORTNIGHTLY: "Every 14 days.",
        Period.MONTHLY: "Every month.",
        Period.QUARTERLY: "Every 3 months.",
        Period.YEARLY: "Every 12 months.",
    },
    name="RecurrencePeriod",
)

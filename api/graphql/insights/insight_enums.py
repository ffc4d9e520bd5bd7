"""Enums of insights, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.insights.models import InsightKind

show_enum(
    InsightKind,
    "What was noticed in the books.",
    {
        InsightKind.UNUSUAL_SPENDING: "A payment far above the person's own habit in its category.",
        InsightKind.NEW_RECURRING: "A payment that has begun to come back.",
        InsightKind.PRICE_RISE: "A payment that comes back costs more than before.",
        InsightKind.BALANCE_BELOW_ZERO: "An account that is more likely than not to fall below zero.",
        InsightKind.DUPLICATE_SUSPECTED: "A movement that may be in the books twice.",
    },
)

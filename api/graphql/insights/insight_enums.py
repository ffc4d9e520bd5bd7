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
        InsightKind.TAX_DEADLINE: "Something is due for taxes within a week, and is not marked as done nor found paid.",
        InsightKind.TAX_SET_ASIDE: "More should be set aside for taxes than the accounts of that currency hold.",
        InsightKind.TAX_LIMIT: "A limit of the tax regime is more likely than not to be crossed this year.",
        InsightKind.CONSENT_LAPSES: "A bank can be read for less than a week more, unless consent is given anew.",
        InsightKind.RECEIPT_MISSING: "A payment that lowers the tax has no document after a week.",
    },
)

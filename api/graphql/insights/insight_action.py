"""What a person can do about an insight: one thing for each kind."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from api.graphql.declare.shown_enum import show_enum
from core.insights.models import InsightKind


class InsightAction(StrEnum):
    """The one thing to do."""

    OPEN_TRANSACTION = "open_transaction"
    OPEN_FORECAST = "open_forecast"
    DECIDE_DUPLICATE = "decide_duplicate"
    OPEN_TAXES = "open_taxes"
    RENEW_CONSENT = "renew_consent"
    ADD_RECEIPT = "add_receipt"


show_enum(
    InsightAction,
    "The one thing to do about an insight.",
    {
        InsightAction.OPEN_TRANSACTION: "Look at the movement.",
        InsightAction.OPEN_FORECAST: "Look at the forecast of the account.",
        InsightAction.DECIDE_DUPLICATE: "Say whether the two movements are one: `decideTransactionLink`.",
        InsightAction.OPEN_TAXES: "Look at deadlines and estimate: `taxDeadlines`, `taxEstimate`.",
        InsightAction.RENEW_CONSENT: "Give the bank's consent anew: `connectBanks`.",
        InsightAction.ADD_RECEIPT: "Hand in the document of the movement: `createUpload`, `linkDocument`.",
    },
)

ACTIONS: Final[Mapping[InsightKind, InsightAction]] = {
    InsightKind.UNUSUAL_SPENDING: InsightAction.OPEN_TRANSACTION,
    InsightKind.NEW_RECURRING: InsightAction.OPEN_TRANSACTION,
    InsightKind.PRICE_RISE: InsightAction.OPEN_TRANSACTION,
    InsightKind.BALANCE_BELOW_ZERO: InsightAction.OPEN_FORECAST,
    InsightKind.DUPLICATE_SUSPECTED: InsightAction.DECIDE_DUPLICATE,
    InsightKind.TAX_DEADLINE: InsightAction.OPEN_TAXES,
    InsightKind.TAX_SET_ASIDE: InsightAction.OPEN_TAXES,
    InsightKind.TAX_LIMIT: InsightAction.OPEN_TAXES,
    InsightKind.CONSENT_LAPSES: InsightAction.RENEW_CONSENT,
    InsightKind.RECEIPT_MISSING: InsightAction.ADD_RECEIPT,
}


def action_of(kind: InsightKind) -> InsightAction:
    """What is to be done about a kind."""
    return ACTIONS[kind]

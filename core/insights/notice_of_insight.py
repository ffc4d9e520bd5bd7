"""What was noticed, as word to whom it concerns."""

from collections.abc import Mapping
from typing import Final

from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice

KINDS: Final[Mapping[InsightKind, NoticeKind]] = {
    InsightKind.UNUSUAL_SPENDING: NoticeKind.UNUSUAL_CHARGE,
    InsightKind.NEW_RECURRING: NoticeKind.NEW_RECURRING,
    InsightKind.PRICE_RISE: NoticeKind.PRICE_RISE,
    InsightKind.BALANCE_BELOW_ZERO: NoticeKind.CASH_SHORTFALL,
    InsightKind.DUPLICATE_SUSPECTED: NoticeKind.DUPLICATE_SUSPECTED,
    InsightKind.TAX_SET_ASIDE: NoticeKind.TAX_SET_ASIDE,
    InsightKind.TAX_LIMIT: NoticeKind.TAX_LIMIT,
    InsightKind.CONSENT_LAPSES: NoticeKind.CONSENT_LAPSES,
    InsightKind.RECEIPT_MISSING: NoticeKind.RECEIPT_MISSING,
}
"""Of a tax deadline people are told when they chose to be, by the reminders: see core/taxes/remind_of_deadlines.py."""


def notice_of_insight(one: Noticed) -> Notice | None:
    """The notice of an insight, under the insight's own key; None for what others tell of."""
    kind = KINDS.get(one.kind)
    if kind is None:
        return None
    return Notice(kind, one.key, one.label, one.day, one.amount_minor, one.currency)

"""What people are told of, over which channels, and what is so until they say otherwise.

Word of what happened to an account itself (sign-ins, passwords, second factors, mail addresses, payees, webhooks,
grants, deletion) is none of these: it is always mailed at once and can't be switched off.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class NoticeKind(StrEnum):
    """What a notice is about."""

    TAX_DEADLINE = "tax_deadline"  # something is due, so many days ahead as the person chose
    TAX_SET_ASIDE = "tax_set_aside"  # less is there than should be set aside for taxes
    TAX_LIMIT = "tax_limit"  # a limit of the regime is likely to be crossed this year
    CASH_SHORTFALL = "cash_shortfall"  # an account is likely to fall below zero
    UNUSUAL_CHARGE = "unusual_charge"  # a payment far above the person's own habit
    NEW_RECURRING = "new_recurring"  # a payment that has begun to come back
    PRICE_RISE = "price_rise"  # a payment that comes back costs more
    DUPLICATE_SUSPECTED = "duplicate_suspected"  # a movement may be in the books twice
    RECEIPT_MISSING = "receipt_missing"  # a deductible payment has no document
    CONSENT_LAPSES = "consent_lapses"  # a bank can be read for a few days more
    IMPORT_FINISHED = "import_finished"  # a statement is in the books
    IMPORT_FAILED = "import_failed"  # a statement could not be read
    REPORT_READY = "report_ready"  # an income report was made
    EXPORT_READY = "export_ready"  # the archive of the person's data was made
    LEAD_CHANGED = "lead_changed"  # a partner answered


class NoticeChannel(StrEnum):
    """How word reaches somebody."""

    IN_APP = "in_app"
    MAIL = "mail"
    WEB_PUSH = "web_push"


_EVERYWHERE: Final = frozenset(NoticeChannel)
_IN_APP: Final = frozenset({NoticeChannel.IN_APP})
_HERE_AND_PUSH: Final = _IN_APP | {NoticeChannel.WEB_PUSH}

DEFAULTS: Final[Mapping[NoticeKind, frozenset[NoticeChannel]]] = {
    NoticeKind.TAX_DEADLINE: _EVERYWHERE,
    NoticeKind.TAX_SET_ASIDE: _IN_APP,
    NoticeKind.TAX_LIMIT: _EVERYWHERE,
    NoticeKind.CASH_SHORTFALL: _EVERYWHERE,
    NoticeKind.UNUSUAL_CHARGE: _HERE_AND_PUSH,
    NoticeKind.NEW_RECURRING: _IN_APP,
    NoticeKind.PRICE_RISE: _IN_APP,
    NoticeKind.DUPLICATE_SUSPECTED: _IN_APP,
    NoticeKind.RECEIPT_MISSING: _IN_APP,
    NoticeKind.CONSENT_LAPSES: _EVERYWHERE,
    NoticeKind.IMPORT_FINISHED: _IN_APP,
    NoticeKind.IMPORT_FAILED: _HERE_AND_PUSH,
    NoticeKind.REPORT_READY: _HERE_AND_PUSH,
    NoticeKind.EXPORT_READY: _EVERYWHERE,
    NoticeKind.LEAD_CHANGED: _EVERYWHERE,
}
"""What must be acted upon by a day goes everywhere, what was asked for to where the person is. Push needs a browser
that they subscribed, so it costs nobody who did not ask."""

PROMPT: Final = frozenset(
    {NoticeKind.IMPORT_FINISHED, NoticeKind.IMPORT_FAILED, NoticeKind.REPORT_READY, NoticeKind.EXPORT_READY}
)
"""The answer to what somebody has just asked for: it waits for no digest."""

PATHS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.TAX_DEADLINE: "/taxes",
    NoticeKind.TAX_SET_ASIDE: "/taxes",
    NoticeKind.TAX_LIMIT: "/taxes",
    NoticeKind.CASH_SHORTFALL: "/dashboard#forecast",
    NoticeKind.UNUSUAL_CHARGE: "/dashboard#transactions",
    NoticeKind.NEW_RECURRING: "/dashboard#transactions",
    NoticeKind.PRICE_RISE: "/dashboard#transactions",
    NoticeKind.DUPLICATE_SUSPECTED: "/dashboard#transactions",
    NoticeKind.RECEIPT_MISSING: "/dashboard#upload",
    NoticeKind.CONSENT_LAPSES: "/banks",
    NoticeKind.IMPORT_FINISHED: "/dashboard#transactions",
    NoticeKind.IMPORT_FAILED: "/dashboard#upload",
    NoticeKind.REPORT_READY: "/reports",
    NoticeKind.EXPORT_READY: "/settings",
    NoticeKind.LEAD_CHANGED: "/marketplace",
}
"""The page of the web app where something can be done about it."""

"""Enums of notifications, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.notifications.models import Digest
from core.notifications.notice_kind import NoticeChannel, NoticeKind

show_enum(
    NoticeKind,
    "What people are told of. Word about the account itself, as of sign-ins and passwords, is always mailed.",
    {
        NoticeKind.TAX_DEADLINE: "Something is due for taxes, so many days ahead as `setTaxReminders` says.",
        NoticeKind.TAX_SET_ASIDE: "Less is there than should be set aside for taxes.",
        NoticeKind.TAX_LIMIT: "A limit of the tax regime is likely to be crossed this year.",
        NoticeKind.CASH_SHORTFALL: "An account is likely to fall below zero.",
        NoticeKind.UNUSUAL_CHARGE: "A payment far above the person's own habit.",
        NoticeKind.NEW_RECURRING: "A payment has begun to come back.",
        NoticeKind.PRICE_RISE: "A payment that comes back costs more.",
        NoticeKind.DUPLICATE_SUSPECTED: "A movement may be in the books twice.",
        NoticeKind.RECEIPT_MISSING: "A payment that lowers the tax has no document.",
        NoticeKind.CONSENT_LAPSES: "A bank can be read for a few days more.",
        NoticeKind.IMPORT_FINISHED: "A statement is in the books.",
        NoticeKind.IMPORT_FAILED: "A statement could not be read.",
        NoticeKind.REPORT_READY: "An income report was made.",
        NoticeKind.EXPORT_READY: "The archive of the person's data was made.",
        NoticeKind.LEAD_CHANGED: "A partner answered a request.",
    },
)
show_enum(
    NoticeChannel,
    "How word reaches somebody.",
    {
        NoticeChannel.IN_APP: "The list of `notifications`.",
        NoticeChannel.MAIL: "A mail.",
        NoticeChannel.WEB_PUSH: "A push message to the browsers that were subscribed with `subscribeToPush`.",
    },
)
show_enum(
    Digest,
    "How often mails that can wait are gathered into one.",
    {
        Digest.OFF: "Each goes by itself.",
        Digest.DAILY: "One a day.",
        Digest.WEEKLY: "One a week.",
    },
)

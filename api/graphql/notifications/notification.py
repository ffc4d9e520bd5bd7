from datetime import date, datetime
from typing import Any

import strawberry

from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node
from api.graphql.scalars import Money, money
from core.notifications.models import NoticeRow
from core.notifications.notice_kind import PATHS, NoticeKind


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else money(minor, currency)


@strawberry.type(description="Something that the person was told, in the app's own list.")
class Notification(Node):
    """A notice of the channel IN_APP."""

    row: strawberry.Private[NoticeRow]
    kind: NoticeKind = column(NoticeRow.kind, "What it is about.")
    label: str = column(
        NoticeRow.label, "What it names: a payee, an account, a bank, a file, a deadline, a period; may be empty."
    )
    day: date | None = column(NoticeRow.day, "When it comes to something, or came; null for what has no day.")
    amount: Money | None = computed(
        [NoticeRow.amount_minor, NoticeRow.currency], _money, "What it is about, signed; null for no sum."
    )
    path: str = computed([NoticeRow.kind], lambda kind: PATHS[kind], "The web app's page to act on it.")
    created_at: datetime = column(NoticeRow.created_at, "When it was told.")
    read_at: datetime | None = column(NoticeRow.read_at, "When it was marked as read; null while it is not.")


def wrap_notice(row: Any) -> Notification:
    """The GraphQL type of a row."""
    return Notification(row=row)

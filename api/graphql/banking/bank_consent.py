from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node, encode_id
from core.banking.models import BankConsentRow
from core.ports.bank_feed import ConsentKind, ConsentStatus


def _connection_id(connection_id: UUID) -> strawberry.ID:
    return strawberry.ID(encode_id("BankConnection", connection_id))


@strawberry.type(description="A bank's leave to read a person's data, or to make one payment.")
class BankConsent(Node):
    """A consent."""

    row: strawberry.Private[BankConsentRow]
    kind: ConsentKind = column(BankConsentRow.kind, "What it allows.")
    status: ConsentStatus = column(BankConsentRow.status, "Where it stands.")
    permissions: list[str] = column(BankConsentRow.permissions, "What was granted, in the bank's words.")
    connection_id: strawberry.ID = computed(
        [BankConsentRow.connection_id], _connection_id, "The connection that it is about."
    )
    requested_at: datetime = column(BankConsentRow.requested_at, "When it was asked for.")
    granted_at: datetime | None = column(
        BankConsentRow.granted_at, "When we learned that it was granted; null where it was not."
    )
    expires_at: datetime | None = column(
        BankConsentRow.expires_at, "When it lapses, as the bank granted it; null where the bank does not say."
    )
    warned_at: datetime | None = column(
        BankConsentRow.warned_at, "When the person was told that it lapses soon; null where they were not."
    )
    ended_at: datetime | None = column(BankConsentRow.ended_at, "When it was over; null while it is good.")


def wrap_consent(row: Any) -> BankConsent:
    """The GraphQL type of a row."""
    return BankConsent(row=row)

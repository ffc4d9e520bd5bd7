from datetime import datetime
from typing import Any

import strawberry

from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.banking.sync_models import BankCallRow
from core.ports.bank_journal import CallOutcome


@strawberry.type(description="One attempt of one call to a bank.")
class BankCall(Node):
    """An entry of the status log."""

    row: strawberry.Private[BankCallRow]
    bank_code: str = column(BankCallRow.bank_code, "The bank.")
    method: str = column(BankCallRow.method, "The call's HTTP method.")
    path: str = column(BankCallRow.path, "What was asked for; without its query.")
    outcome: CallOutcome = column(BankCallRow.outcome, "How it ended.")
    http_status: int | None = column(
        BankCallRow.http_status, "The answer's HTTP status, 100 to 599; null where none came."
    )
    duration_milliseconds: int = column(BankCallRow.duration_milliseconds, "How long it took, in milliseconds.")
    attempt: int = column(BankCallRow.attempt, "Number of the try, from 1.")
    at: datetime = column(BankCallRow.at, "When it began.")


def wrap_call(row: Any) -> BankCall:
    """The GraphQL type of a row."""
    return BankCall(row=row)

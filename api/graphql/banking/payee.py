from datetime import datetime
from typing import Any

import strawberry

from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.banking.payee_models import PayeeRow


@strawberry.type(description="Somebody whom the person pays. A payee is not changed: remove it and add another.")
class Payee(Node):
    """A payee."""

    row: strawberry.Private[PayeeRow]
    name: str = column(PayeeRow.name, "Who it is; the bank is told so.")
    bank_code: str = column(PayeeRow.bank_code, "The bank that keeps the account.")
    number: str = column(PayeeRow.number, "The account's number.")
    created_at: datetime = column(PayeeRow.created_at, "When it was added.")


def wrap_payee(row: Any) -> Payee:
    """The GraphQL type of a row."""
    return Payee(row=row)

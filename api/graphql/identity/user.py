from datetime import datetime
from typing import Any

import strawberry

from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.identity.models import Role, UserRow, UserStatus


@strawberry.type(description="A person.")
class User(Node):
    """A person as they, or an admin, see them."""

    row: strawberry.Private[UserRow]
    email: str = column(UserRow.email, "Mail address.")
    display_name: str = column(UserRow.display_name, "What they are called.")
    role: Role = column(UserRow.role, "What they may do.")
    status: UserStatus = column(UserRow.status, "Where their account stands.")
    locale: str = column(UserRow.locale, "Their language, as `ru` or `en`.")
    base_currency: str = column(UserRow.base_currency, "The currency they count in.")
    created_at: datetime = column(UserRow.created_at, "When they registered.")
    verified_at: datetime | None = column(UserRow.verified_at, "When they confirmed their address; null before.")


def wrap_user(row: Any) -> User:
    """The GraphQL type of a row."""
    return User(row=row)

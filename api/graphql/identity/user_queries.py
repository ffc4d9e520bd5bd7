from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, by_time, narrowed, ordering_of
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowOne
from api.graphql.identity.user import User, wrap_user
from core.db.keyset import Page, count_rows, fetch_page
from core.identity.models import Role, UserRow, UserStatus
from core.key_action import KeyAction

ORDERS: Final = by_time(UserRow.created_at, UserRow.id)


@strawberry.input(description="Which people to show. What is left out is left open.")
class UserFilter:
    """Filter of people."""

    roles: list[Role] | None = strawberry.field(default=None, description="Of one of these roles.")
    statuses: list[UserStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


def _self(person: UUID, _: Arguments) -> Select[tuple[UserRow]]:
    return select(UserRow).where(UserRow.id == person)


async def _viewer(info: strawberry.Info[Context]) -> User | None:
    if info.context.actor is None:
        return None
    async with info.context.read() as read:
        row = (await read.session.execute(_self(info.context.person, {}))).scalar_one_or_none()
    return User(row=row) if row is not None else None


async def _users(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[UserFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[User]:
    """Reading about people is itself on record, in the history of the admin who reads."""
    context, wanted = info.context, filter or UserFilter()
    statement = narrowed(select(UserRow), (wanted.roles, UserRow.role), (wanted.statuses, UserRow.status))
    async with context.system_uow() as uow:
        found = await fetch_page(uow.session, statement, ordering_of(ORDERS, order_by), Page(first, after))
        person = context.person
        uow.record(KeyAction(person, "admin.users_listed", "user", None, person, {"shown": len(found.rows)}))

    async def count() -> int:
        async with context.platform.database.read_system() as read:
            return await count_rows(read.session, statement)

    return Connection[User].of(found, wrap_user, count)


@strawberry.type
class UserQueries:
    """Reading people."""

    viewer: User | None = query(
        Permission.PUBLIC, "The person who asks; null when nobody is signed in.", RowOne(_self)
    )(_viewer)
    users: Connection[User] = query(Permission.PEOPLE_LIST, "Everybody who is registered, newest first.")(_users)

from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowOne
from api.graphql.identity.user import User, wrap_user
from core.db.keyset import Ordering, Page, fetch_page
from core.identity.models import UserRow
from core.key_action import KeyAction

NEWEST_FIRST = Ordering((UserRow.created_at, UserRow.id))


def _self(person: UUID, _: Arguments) -> Select[tuple[UserRow]]:
    return select(UserRow).where(UserRow.id == person)


async def _viewer(info: strawberry.Info[Context]) -> User | None:
    if info.context.actor is None:
        return None
    async with info.context.read() as read:
        row = (await read.session.execute(_self(info.context.person, {}))).scalar_one_or_none()
    return User(row=row) if row is not None else None


async def _users(info: strawberry.Info[Context], first: int = 20, after: str | None = None) -> Connection[User]:
    """Reading about people is itself on record, in the history of the admin who reads."""
    async with info.context.system_uow() as uow:
        found = await fetch_page(uow.session, select(UserRow), NEWEST_FIRST, Page(first, after))
        person = info.context.person
        uow.record(KeyAction(person, "admin.users_listed", "user", None, person, {"shown": len(found.rows)}))
    return Connection[User].of(found, wrap_user)


@strawberry.type
class UserQueries:
    """Reading people."""

    viewer: User | None = query(
        Permission.PUBLIC, "The person who asks; null when nobody is signed in.", RowOne(_self)
    )(_viewer)
    users: Connection[User] = query(Permission.ADMIN, "Everybody who is registered, newest first.")(_users)

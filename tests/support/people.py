"""People who use the platform in tests, through its real GraphQL endpoint."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import update

from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.identity.models import Role, SessionRow, UserRow, UserStatus
from core.identity.repository import user_by_id
from core.ids import new_id

UNUSABLE_PASSWORD = "no password fits this hash"


@dataclass
class Person:
    """A caller of the endpoint; `token` is None for a stranger."""

    client: httpx.AsyncClient
    token: str | None
    user_id: UUID | None = None
    email: str = ""
    grant: str | None = None
    """The grant under which they read somebody else's books."""

    async def send(self, query: str, /, **variables: Any) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        if self.grant is not None:
            headers["x-solvent-on-behalf-of"] = self.grant
        answer = await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        body: dict[str, Any] = answer.json()
        return body

    async def ask(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The data of an operation that must not fail."""
        body = await self.send(query, **variables)
        assert "errors" not in body, body["errors"]
        data: dict[str, Any] = body["data"]
        return data

    async def error_code(self, query: str, /, **variables: Any) -> str:
        """The code of an operation that must fail with exactly one GraphQL error."""
        body = await self.send(query, **variables)
        assert len(body.get("errors", ())) == 1, body
        code: str = body["errors"][0]["extensions"]["code"]
        return code


async def make_person(
    platform: Platform, client: httpx.AsyncClient, role: Role = Role.USER, name: str = "Anna"
) -> Person:
    """A verified person with a session, made past the mail and the password to save argon2's time."""
    email = f"{uuid4().hex[:12]}@example.com"
    user = UserRow(
        id=new_id(),
        email=email,
        password_hash=UNUSABLE_PASSWORD,
        display_name=name,
        role=role,
        status=UserStatus.ACTIVE,
        has_factor=role in {Role.SUPPORT, Role.BANKER, Role.ADMIN},  # as those who work here have
    )
    async with platform.database.system_unit_of_work() as uow:
        session = await _add(uow, platform, user)
    token = await platform.access_tokens.issue(user, session.id)
    return Person(client, token.text, user.id, email)


async def renew_token(platform: Platform, person: Person) -> None:
    """A fresh access token of the same session, for a test that outlasts the first."""
    assert person.token is not None
    actor = await platform.access_tokens.check(person.token)
    async with platform.database.read(actor.user_id) as read:
        user = await user_by_id(read.session, actor.user_id)
    person.token = (await platform.access_tokens.issue(user, actor.session_id)).text


async def come_back(platform: Platform, user_id: UUID) -> str:
    """An access token of a new session, whatever the person did to their account and their sessions."""
    async with platform.database.system_unit_of_work() as uow:
        mine = update(UserRow).where(UserRow.id == user_id)
        await uow.session.execute(mine.values(status=UserStatus.ACTIVE))
        user = await user_by_id(uow.session, user_id)
        session = await _add(uow, platform, user)
    return (await platform.access_tokens.issue(user, session.id)).text


async def _add(uow: UnitOfWork, platform: Platform, user: UserRow) -> SessionRow:
    uow.session.add(user)
    await uow.session.flush()
    now = platform.clock.now()
    session = SessionRow(id=new_id(), user_id=user.id, last_used_at=now, expires_at=now.replace(year=now.year + 1))
    uow.session.add(session)
    await uow.session.flush()
    return session

"""What one writes in an afternoon: strawberry, SQLAlchemy and DataLoader on the same tables, no sign-in, no limits.

`python -m tests.bench.strawberry_twin --port PORT --person UUID`, with DATABASE_URL of the owner in the environment.
"""

import argparse
import base64
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
import uvicorn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from core.accounts.models import AccountRow, CategoryRow, TransactionRow

Sessions = async_sessionmaker[AsyncSession]
Info = strawberry.Info[dict[str, Any]]


@strawberry.type
class Money:
    amount: Decimal
    currency: str


@strawberry.type
class Account:
    id: strawberry.ID
    name: str


@strawberry.type
class Category:
    id: strawberry.ID
    key: str
    name_en: str


@strawberry.type
class Transaction:
    row: strawberry.Private[TransactionRow]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(_id("Transaction", self.row.id))

    @strawberry.field
    def booked_on(self) -> date:
        return self.row.booked_on

    @strawberry.field
    def description(self) -> str:
        return self.row.description

    @strawberry.field
    def amount(self) -> Money:
        return Money(amount=Decimal(self.row.amount_minor).scaleb(-2), currency=self.row.currency)

    @strawberry.field
    async def account(self, info: Info) -> Account:
        row = await info.context["accounts"].load(self.row.account_id)
        return Account(id=strawberry.ID(_id("Account", row.id)), name=row.name)

    @strawberry.field
    async def category(self, info: Info) -> Category | None:
        if self.row.category_id is None:
            return None
        row = await info.context["categories"].load(self.row.category_id)
        return Category(id=strawberry.ID(_id("Category", row.id)), key=row.key, name_en=row.name_en)


@strawberry.type
class Edge:
    node: Transaction


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class Transactions:
    edges: list[Edge]
    page_info: PageInfo


@strawberry.type
class Query:
    @strawberry.field
    async def transactions(self, info: Info, first: int = 20) -> Transactions:
        newest_first = (
            select(TransactionRow)
            .where(TransactionRow.user_id == info.context["person"], TransactionRow.deleted_at.is_(None))
            .order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc())
            .limit(first + 1)
        )
        async with info.context["sessions"]() as session:
            rows = (await session.execute(newest_first)).scalars().all()
        edges = [Edge(node=Transaction(row=row)) for row in rows[:first]]
        return Transactions(edges=edges, page_info=PageInfo(has_next_page=len(rows) > first))


def _id(kind: str, key: UUID) -> str:
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def _by_id(sessions: Sessions, kind: Any) -> Callable[[list[UUID]], Any]:
    async def load(keys: list[UUID]) -> list[Any]:
        async with sessions() as session:
            rows = (await session.execute(select(kind).where(kind.id.in_(keys)))).scalars()
            found = {row.id: row for row in rows}
        return [found[key] for key in keys]

    return load


class View(GraphQL[dict[str, Any], None]):
    def __init__(self, sessions: Sessions, person: UUID) -> None:
        super().__init__(strawberry.Schema(query=Query))
        self._sessions = sessions
        self._person = person

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> dict[str, Any]:
        return {
            "request": request,
            "response": response,
            "sessions": self._sessions,
            "person": self._person,
            "accounts": DataLoader(load_fn=_by_id(self._sessions, AccountRow)),
            "categories": DataLoader(load_fn=_by_id(self._sessions, CategoryRow)),
        }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--person", type=UUID, required=True)
    chosen = parser.parse_args()
    url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, pool_size=10)
    view = View(async_sessionmaker(engine, expire_on_commit=False), chosen.person)
    uvicorn.run(view, host="127.0.0.1", port=chosen.port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()

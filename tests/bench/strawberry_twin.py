"""What one writes in an afternoon: strawberry, SQLAlchemy and DataLoader on the same tables, no sign-in, no limits.

`python -m tests.bench.strawberry_twin --port PORT --person UUID`, with DATABASE_URL of the owner in the environment.
"""

import argparse
import base64
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import strawberry
import uvicorn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import defer
from sqlalchemy.sql.base import ExecutableOption
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from core.accounts.models import AccountRow, CategoryRow, TransactionRow
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.models import DocumentRow
from core.forecasting.models import ForecastRow, ForecastStatus
from core.identity.models import UserRow
from core.insights.models import InsightKind, InsightRow

Sessions = async_sessionmaker[AsyncSession]
Info = strawberry.Info[dict[str, Any]]
UNSEALED = (defer(AccountRow.number),)
"""Nobody asks for the number, and the twin has no keys to open it."""
T = TypeVar("T")


@strawberry.type
class Money:
    amount: Decimal
    currency: str


def _money(minor: int, currency: str) -> Money:
    return Money(amount=Decimal(minor).scaleb(-2), currency=currency)


@strawberry.interface
class Node:
    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(_id(type(self).__name__, self.row.id))


@strawberry.type
class Category(Node):
    @strawberry.field
    def key(self) -> str:
        return str(self.row.key)

    @strawberry.field
    def name_en(self) -> str:
        return str(self.row.name_en)


@strawberry.type
class Document(Node):
    @strawberry.field
    def filename(self) -> str:
        return str(self.row.filename)


@strawberry.type
class DocumentMatch(Node):
    @strawberry.field
    def status(self) -> MatchStatus:
        return MatchStatus(self.row.status)

    @strawberry.field
    async def document(self, info: Info) -> Document:
        return Document(row=await info.context["documents"].load(self.row.document_id))


@strawberry.type
class Transaction(Node):
    @strawberry.field
    def booked_on(self) -> date:
        return cast("date", self.row.booked_on)

    @strawberry.field
    def description(self) -> str:
        return str(self.row.description)

    @strawberry.field
    def note(self) -> str | None:
        return cast("str | None", self.row.note)

    @strawberry.field
    def amount(self) -> Money:
        return _money(self.row.amount_minor, self.row.currency)

    @strawberry.field
    async def account(self, info: Info) -> "Account":
        return Account(row=await info.context["accounts"].load(self.row.account_id))

    @strawberry.field
    async def category(self, info: Info) -> Category | None:
        if self.row.category_id is None:
            return None
        return Category(row=await info.context["categories"].load(self.row.category_id))

    @strawberry.field
    async def documents(self, info: Info) -> list[DocumentMatch]:
        return [DocumentMatch(row=row) for row in await info.context["matches"].load(self.row.id)]


@strawberry.type
class Edge(Generic[T]):
    node: T


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo
    counted: strawberry.Private[Any] = None

    @strawberry.field
    async def total_count(self, info: Info) -> int:
        async with info.context["sessions"]() as session:
            counted = select(func.count()).select_from(self.counted.order_by(None).subquery())
            return int((await session.execute(counted)).scalar_one())


async def _page(info: Info, rows: Any, first: int, wrap: Any) -> Any:
    async with info.context["sessions"]() as session:
        found = (await session.execute(rows.limit(first + 1))).scalars().all()
    edges = [Edge(node=wrap(row=row)) for row in found[:first]]
    return Connection(edges=edges, page_info=PageInfo(has_next_page=len(found) > first), counted=rows)


def _newest(info: Info) -> Any:
    return (
        select(TransactionRow)
        .where(TransactionRow.user_id == info.context["person"], TransactionRow.deleted_at.is_(None))
        .order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc())
    )


@strawberry.type
class Account(Node):
    @strawberry.field
    def name(self) -> str:
        return str(self.row.name)

    @strawberry.field
    def balance(self) -> Money:
        return _money(self.row.balance_minor, self.row.currency)

    @strawberry.field
    def balance_on(self) -> date | None:
        return cast("date | None", self.row.balance_on)

    @strawberry.field
    async def transactions(self, info: Info, first: int = 20) -> Connection[Transaction]:
        own = _newest(info).where(TransactionRow.account_id == self.row.id)
        return cast("Connection[Transaction]", await _page(info, own, first, Transaction))


@strawberry.type
class Forecast(Node):
    @strawberry.field
    def status(self) -> ForecastStatus:
        return ForecastStatus(self.row.status)

    @strawberry.field
    def as_of(self) -> date:
        return cast("date", self.row.as_of)

    @strawberry.field
    def horizon_days(self) -> int:
        return int(self.row.horizon_days)


@strawberry.type
class Insight(Node):
    @strawberry.field
    def kind(self) -> InsightKind:
        return InsightKind(self.row.kind)

    @strawberry.field
    def label(self) -> str:
        return str(self.row.label)

    @strawberry.field
    def day(self) -> date:
        return cast("date", self.row.day)


@strawberry.type
class User(Node):
    @strawberry.field
    def email(self) -> str:
        return str(self.row.email)

    @strawberry.field
    def display_name(self) -> str:
        return str(self.row.display_name)


@strawberry.input
class TransactionFilter:
    category_ids: list[strawberry.ID] | None = None


@strawberry.input
class UpdateTransactionInput:
    id: strawberry.ID
    note: str


@strawberry.type
class Error:
    code: str


@strawberry.type
class UpdateTransactionPayload:
    transaction: Transaction
    errors: list[Error]


@strawberry.type
class Query:
    @strawberry.field
    async def transactions(
        self,
        info: Info,
        first: int = 20,
        filter: TransactionFilter | None = None,  # noqa: A002 the schema's name
    ) -> Connection[Transaction]:
        rows = _newest(info)
        if filter is not None and filter.category_ids is not None:
            rows = rows.where(TransactionRow.category_id.in_([_key(text) for text in filter.category_ids]))
        return cast("Connection[Transaction]", await _page(info, rows, first, Transaction))

    @strawberry.field
    async def accounts(self, info: Info, first: int = 20) -> Connection[Account]:
        own = select(AccountRow).where(AccountRow.user_id == info.context["person"], AccountRow.archived_at.is_(None))
        by_name = own.order_by(AccountRow.name, AccountRow.id).options(*UNSEALED)
        return cast("Connection[Account]", await _page(info, by_name, first, Account))

    @strawberry.field
    async def forecasts(self, info: Info, first: int = 10) -> Connection[Forecast]:
        own = select(ForecastRow).where(ForecastRow.user_id == info.context["person"])
        newest = own.order_by(ForecastRow.created_at.desc(), ForecastRow.id.desc())
        return cast("Connection[Forecast]", await _page(info, newest, first, Forecast))

    @strawberry.field
    async def insights(self, info: Info, first: int = 20) -> Connection[Insight]:
        own = select(InsightRow).where(InsightRow.user_id == info.context["person"], InsightRow.dismissed_at.is_(None))
        return cast("Connection[Insight]", await _page(info, own.order_by(InsightRow.sequence.desc()), first, Insight))

    @strawberry.field
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002 the schema's name
        async with info.context["sessions"]() as session:
            row = await session.get(TransactionRow, _key(id))
        return Transaction(row=row) if row is not None else None

    @strawberry.field
    async def viewer(self, info: Info) -> User:
        async with info.context["sessions"]() as session:
            return User(row=await session.get_one(UserRow, info.context["person"]))


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def update_transaction(
        self,
        info: Info,
        input: UpdateTransactionInput,  # noqa: A002 the schema's name
    ) -> UpdateTransactionPayload:
        async with info.context["sessions"]() as session, session.begin():
            row = await session.get_one(TransactionRow, _key(input.id))
            row.note = input.note
        return UpdateTransactionPayload(transaction=Transaction(row=row), errors=[])


def _key(global_id: str) -> UUID:
    return UUID(base64.b64decode(global_id).decode().partition(":")[2])


def _id(kind: str, key: UUID) -> str:
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def _by_id(sessions: Sessions, kind: Any, *options: ExecutableOption) -> Callable[[list[UUID]], Any]:
    async def load(keys: list[UUID]) -> list[Any]:
        async with sessions() as session:
            rows = (await session.execute(select(kind).where(kind.id.in_(keys)).options(*options))).scalars()
            found = {row.id: row for row in rows}
        return [found[key] for key in keys]

    return load


def _of_transactions(sessions: Sessions) -> Callable[[list[UUID]], Any]:
    async def load(keys: list[UUID]) -> list[list[Any]]:
        statement = select(DocumentMatchRow).where(DocumentMatchRow.transaction_id.in_(keys))
        async with sessions() as session:
            rows = (await session.execute(statement)).scalars().all()
        return [[row for row in rows if row.transaction_id == key] for key in keys]

    return load


class View(GraphQL[dict[str, Any], None]):
    def __init__(self, sessions: Sessions, person: UUID) -> None:
        super().__init__(strawberry.Schema(query=Query, mutation=Mutation, types=[Transaction]))
        self._sessions = sessions
        self._person = person

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> dict[str, Any]:
        return {
            "request": request,
            "response": response,
            "sessions": self._sessions,
            "person": self._person,
            "accounts": DataLoader(load_fn=_by_id(self._sessions, AccountRow, *UNSEALED)),
            "categories": DataLoader(load_fn=_by_id(self._sessions, CategoryRow)),
            "documents": DataLoader(load_fn=_by_id(self._sessions, DocumentRow)),
            "matches": DataLoader(load_fn=_of_transactions(self._sessions)),
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

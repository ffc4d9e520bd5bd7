"""Random books for income reports, put past the importers: any mixture of what they and people can make."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from core.accounts.models import (
    AccountRow,
    CategoryRow,
    LinkKind,
    LinkStatus,
    SplitRow,
    TransactionLinkRow,
    TransactionRow,
    TransactionSightingRow,
    TransactionSource,
)
from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import BookingStatus

FIRST: Final = date(2025, 1, 1)
LAST: Final = date(2025, 12, 31)
CATEGORIES: Final = (
    "income.services",
    "income.sales",
    "income.salary",
    "income.interest",
    "income.refund",
    "business.software",
    "goods.stock",
    "food.groceries",
    None,
)


@dataclass(frozen=True)
class Movement:
    """A row of the books. `parts`: amounts and categories that it is split into."""

    booked_on: date
    minor: int
    category: str | None = "income.services"
    payer: str | None = "Northwind Ltd"
    currency: str = "RUB"
    status: BookingStatus = BookingStatus.BOOKED
    source: TransactionSource = TransactionSource.FILE
    is_seen: bool = False
    is_deleted: bool = False
    parts: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Link:
    """Of two movements, by their places."""

    kind: LinkKind
    start: int
    end: int
    status: LinkStatus


@dataclass(frozen=True)
class Books:
    movements: tuple[Movement, ...]
    links: tuple[Link, ...] = ()


@st.composite
def _movements(draw: st.DrawFn) -> Movement:
    minor = draw(st.integers(-5_000_000, 5_000_000).filter(bool))
    parts: tuple[tuple[int, str], ...] = ()
    if draw(st.integers(0, 4)) == 0:
        first = draw(st.integers(-1_000_000, 1_000_000).filter(lambda part: part not in (0, minor)))
        named = st.sampled_from([name for name in CATEGORIES if name is not None])
        parts = ((first, draw(named)), (minor - first, draw(named)))
    return Movement(
        FIRST + timedelta(days=draw(st.integers(-40, 400))),
        minor,
        draw(st.sampled_from(CATEGORIES)),
        draw(st.sampled_from(["Northwind Ltd", " northwind  LTD", "ООО «Ромашка»", None])),
        draw(st.sampled_from(["RUB", "RUB", "RUB", "EUR"])),
        draw(st.sampled_from([BookingStatus.BOOKED, BookingStatus.BOOKED, BookingStatus.PENDING])),
        draw(st.sampled_from([TransactionSource.FILE, TransactionSource.FEED, TransactionSource.MANUAL])),
        draw(st.booleans()),
        draw(st.integers(0, 5)) == 0,
        parts,
    )


@st.composite
def books(draw: st.DrawFn) -> Books:
    """Movements with transfers, refunds, splits, pending, written by hand, deleted, of two currencies."""
    movements = draw(st.lists(_movements(), min_size=2, max_size=25))
    links, used = list[Link](), set[int]()
    for _ in range(draw(st.integers(0, 4))):
        pair = draw(st.lists(st.integers(0, len(movements) - 1), min_size=2, max_size=2, unique=True))
        if used.isdisjoint(pair):
            used.update(pair)
            kind = draw(st.sampled_from([LinkKind.TRANSFER, LinkKind.REFUND, LinkKind.DUPLICATE]))
            links.append(Link(kind, pair[0], pair[1], draw(st.sampled_from(LinkStatus))))
    return Books(tuple(movements), tuple(links))


async def put_books(platform: Platform, user_id: UUID, kept: Books) -> None:
    """In the place of what the person had."""
    async with platform.database.unit_of_work(user_id) as uow:
        await uow.session.execute(delete(AccountRow).where(AccountRow.user_id == user_id))
        accounts = {currency: await _account(uow, currency) for currency in ("RUB", "EUR")}
        statement = select(CategoryRow.key, CategoryRow.id).where(CategoryRow.user_id.is_(None))
        categories: dict[str | None, UUID] = dict((await uow.session.execute(statement)).tuples().all())
        ids = [new_id() for _ in kept.movements]
        for place, (key, one) in enumerate(zip(ids, kept.movements, strict=True)):
            where = {"user_id": user_id, "account_id": accounts[one.currency]}
            row = _row(place, key, one) | where | {"category_id": categories.get(one.category)}
            await uow.session.execute(insert(TransactionRow).values(row))
            for position, (minor, category) in enumerate(one.parts):
                values = {"user_id": user_id, "transaction_id": key, "position": position, "amount_minor": minor}
                uow.session.add(SplitRow(**values, category_id=categories[category], currency=one.currency))
            if one.is_seen:
                values = {"user_id": user_id, "transaction_id": key, "source_id": uuid4()}
                uow.session.add(TransactionSightingRow(**values, source=TransactionSource.FILE))
        for link in kept.links:
            ends = {"from_id": ids[link.start], "to_id": ids[link.end]}
            uow.session.add(TransactionLinkRow(user_id=user_id, kind=link.kind, status=link.status, score=1, **ends))


async def _account(uow: UnitOfWork, currency: str) -> UUID:
    account = AccountRow(
        id=new_id(),
        user_id=uow.person,
        name=f"Main {currency}",
        currency=currency,
        number=f"4081781009991000{currency}4312",
        institution="Shore Bank",
        balance_minor=700_000,
        stated_minor=700_000,
        stated_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    uow.session.add(account)
    await uow.session.flush()
    return account.id


def _row(place: int, key: UUID, one: Movement) -> dict[str, Any]:
    return {
        "id": key,
        "booked_on": one.booked_on,
        "amount_minor": one.minor,
        "currency": one.currency,
        "description": f"movement {place}",
        "merchant_key": "movement",
        "counterparty": one.payer,
        "status": one.status,
        "source": one.source,
        "source_id": uuid4() if one.source is not TransactionSource.MANUAL else None,
        "fingerprint": key.bytes,
        "occurrence": 1,
        "decided_by": DecidedBy.NONE,
        "deleted_at": datetime(2026, 1, 5, tzinfo=UTC) if one.is_deleted else None,
    }

"""Copies of a bank's newest word on cards, agreements and its catalogue. Storing the same again changes nothing."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.sql.elements import ColumnElement

from core.banking.holding_models import BankCardRow, BankProductRow, ProductAgreementRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.ports.bank_feed import BankCard, BankProduct, ProductAgreement

H = TypeVar("H", BankCardRow, ProductAgreementRow, BankProductRow)


async def store_cards(uow: UnitOfWork, connection_id: UUID, cards: Sequence[BankCard]) -> None:
    """Bring a connection's cards in line with what the bank told."""
    owner = {"user_id": uow.person, "connection_id": connection_id}
    mine = (BankCardRow.user_id == uow.person, BankCardRow.connection_id == connection_id)
    await _replace(uow, BankCardRow, mine, owner, cards)


async def store_agreements(uow: UnitOfWork, connection_id: UUID, agreements: Sequence[ProductAgreement]) -> None:
    """Bring a connection's agreements in line with what the bank told."""
    owner = {"user_id": uow.person, "connection_id": connection_id}
    mine = (ProductAgreementRow.user_id == uow.person, ProductAgreementRow.connection_id == connection_id)
    await _replace(uow, ProductAgreementRow, mine, owner, agreements)


async def store_products(uow: UnitOfWork, bank_code: str, products: Sequence[BankProduct]) -> None:
    """Bring a bank's catalogue in line with what it told."""
    await _replace(uow, BankProductRow, (BankProductRow.bank_code == bank_code,), {"bank_code": bank_code}, products)


async def _replace(
    uow: UnitOfWork,
    table: type[H],
    which: Sequence[ColumnElement[bool]],
    owner: dict[str, Any],
    told: Sequence[BankCard | ProductAgreement | BankProduct],
) -> None:
    """Change rows in place, so that their ids stay; a row that the bank tells of no more goes."""
    rows = (await uow.session.execute(select(table).where(*which).with_for_update())).scalars()
    known = {row.external_id: row for row in rows}
    for item in {item.external_id: item for item in told}.values():
        row = known.pop(item.external_id, None)
        if row is None:
            uow.session.add(table(id=new_id(), **owner, **asdict(item)))
            continue
        for name, value in asdict(item).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    gone = [row.id for row in known.values()]
    if gone:
        await uow.session.execute(delete(table).where(*which, table.id.in_(gone)))
    await uow.session.flush()

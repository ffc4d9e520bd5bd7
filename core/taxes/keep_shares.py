"""How much of a category's costs is of the business: half the phone, a third of the car, one room of four."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from core.accounts.repository import category_of
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.taxes.errors import InvalidShareError
from core.taxes.models import BusinessShareRow
from core.taxonomy import Kind

PLACES: Final = 3
_COSTS: Final = frozenset({Kind.BUSINESS, Kind.PERSONAL})


async def set_business_share(uow: UnitOfWork, category_id: UUID, share: Decimal | None) -> Decimal | None:
    """Count this share, 0 to 1, of a category's costs; None: all of what is of the business, nothing of what is not.

    A part of a split movement counts as its own category says. Raises NotFoundError, InvalidShareError.
    """
    category = await category_of(uow.session, uow.person, category_id)
    if category.kind not in _COSTS:
        raise InvalidShareError("A share is of costs: this category is none of them.", field="categoryId")
    if share is not None and not 0 <= share <= 1:
        raise InvalidShareError("A share is from 0 to 1: 0.4 for 40 %.", field="share")
    if share is not None and share != round(share, PLACES):
        raise InvalidShareError(f"A share has at most {PLACES} decimal places.", field="share")
    if share is None:
        own = BusinessShareRow.user_id == uow.person
        await uow.session.execute(delete(BusinessShareRow).where(own, BusinessShareRow.category_id == category_id))
    else:
        put = insert(BusinessShareRow).values(id=new_id(), user_id=uow.person, category_id=category_id, share=share)
        again = put.on_conflict_do_update(index_elements=["user_id", "category_id"], set_={"share": put.excluded.share})
        await uow.session.execute(again)
    share = None if share is None else share.normalize()
    details = {"share": None if share is None else str(share)}
    uow.record(KeyAction(uow.person, "business_share.set", "category", category_id, uow.person, details))
    return share


async def business_shares(read: ReadSession, user_id: UUID) -> Mapping[UUID, Decimal]:
    """The shares that a person set, by category."""
    rows = await read.session.execute(
        select(BusinessShareRow.category_id, BusinessShareRow.share)
        .where(BusinessShareRow.user_id == user_id)
        .order_by(BusinessShareRow.category_id)
    )
    return {row.category_id: row.share.normalize() for row in rows}

"""Payments that lower the tax and have no document yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select, true, values
from sqlalchemy import column as sql_column
from sqlalchemy.orm import aliased
from sqlalchemy.types import Uuid

from core.accounts.models import CategoryRow, SplitRow, TransactionRow
from core.accounts.repository import own_transactions, visible_categories
from core.db.database import ReadSession
from core.db.keyset import Ordering, Page, Slice, count_rows, fetch_page
from core.documents.matching.models import HOLDING, DocumentMatchRow
from core.ports.statement_parser import BookingStatus
from core.taxonomy import Deductible, Kind, load_taxonomy

NEWEST_FIRST: Final = Ordering((TransactionRow.booked_on, TransactionRow.id))
NO_PAPER: Final = frozenset({"business.bank_fees"})
"""Proved by the bank's own statement: nobody hands out a receipt."""


@dataclass(frozen=True, slots=True)
class MissingFilter:
    """What to show; None leaves a thing open. Amounts are positive, in minor units."""

    start: date | None = None
    end: date | None = None
    account_ids: Sequence[UUID] | None = None
    category_ids: Sequence[UUID] | None = None
    deductible: Sequence[Deductible] = (Deductible.USUALLY, Deductible.SOMETIMES)
    min_amount_minor: int | None = None


async def receipts_missing(
    read: ReadSession, user_id: UUID, wanted: MissingFilter, page: Page
) -> Slice[TransactionRow]:
    """One page of booked payments of a deductible category that no document is tied to, newest first.

    Each category is read in its own order by index, one row more than the page holds; the page is made of these. A
    payment that was split counts where one of its parts is deductible. Raises InvalidPageError.
    """
    categories = await _categories(read, user_id, wanted)
    if not categories:
        return Slice([], [], has_next=False, has_previous=page.after is not None)
    ids = _newest_of_each(user_id, categories, wanted, page).union(_split(user_id, categories, wanted))
    statement = own_transactions(user_id).where(TransactionRow.id.in_(ids))
    return await fetch_page(read.session, statement, NEWEST_FIRST, page)


async def count_receipts_missing(read: ReadSession, user_id: UUID, wanted: MissingFilter) -> int:
    """How many there are, on all pages."""
    categories = await _categories(read, user_id, wanted)
    if not categories:
        return 0
    row = TransactionRow
    sorted_so = select(row.id).where(
        row.user_id == user_id, row.category_id.in_(categories), *_conditions(user_id, wanted)
    )
    ids = sorted_so.union(_split(user_id, categories, wanted))
    return await count_rows(read.session, own_transactions(user_id).where(row.id.in_(ids)))


async def _categories(read: ReadSession, user_id: UUID, wanted: MissingFilter) -> list[UUID]:
    rows = (await read.session.execute(visible_categories(user_id))).scalars().all()
    keys = {row.id: row.key for row in rows}
    return [
        row.id
        for row in rows
        if _deductible(row, keys) in wanted.deductible
        and (wanted.category_ids is None or row.id in wanted.category_ids)
    ]


def _deductible(row: CategoryRow, keys: dict[UUID, str]) -> Deductible:
    """Of the taxonomy; a person's own category is as its group is, or as any cost of the business."""
    leaf = load_taxonomy().by_key.get(row.key)
    if leaf is not None:
        return Deductible.NEVER if row.key in NO_PAPER else leaf.deductible
    if row.user_id is None or row.kind is not Kind.BUSINESS:
        return Deductible.NEVER
    above = keys.get(row.parent_id, "") if row.parent_id is not None else ""
    return _of_group().get(above.partition(".")[0], Deductible.USUALLY)


@cache
def _of_group() -> dict[str, Deductible]:
    """What most leaves of a group are."""
    return {
        group.key: Counter(leaf.deductible for leaf in group.categories).most_common(1)[0][0]
        for group in load_taxonomy().groups
    }


def _newest_of_each(
    user_id: UUID, categories: Sequence[UUID], wanted: MissingFilter, page: Page
) -> Select[tuple[UUID]]:
    """The first rows of each category after the cursor: a lateral join over the index by category and day."""
    listed = values(sql_column("category_id", Uuid), name="listed").data([(key,) for key in categories])
    row = TransactionRow
    conditions = _conditions(user_id, wanted)
    if page.after is not None:
        conditions.append(NEWEST_FIRST.after(page.after))
    newest = (
        select(row.id)
        .where(row.user_id == user_id, row.category_id == listed.c.category_id, *conditions)
        .order_by(row.booked_on.desc(), row.id.desc())
        .limit(page.first + 1)
        .lateral("newest")
    )
    return select(newest.c.id).select_from(listed.join(newest, true()))


def _split(user_id: UUID, categories: Sequence[UUID], wanted: MissingFilter) -> Select[tuple[UUID]]:
    part = aliased(SplitRow)
    row = TransactionRow
    return (
        select(row.id)
        .join(part, (part.user_id == row.user_id) & (part.transaction_id == row.id))
        .where(
            row.user_id == user_id,
            part.user_id == user_id,
            part.category_id.in_(categories),
            or_(row.category_id.is_(None), row.category_id.not_in(categories)),
            *_conditions(user_id, wanted),
        )
    )


def _conditions(user_id: UUID, wanted: MissingFilter) -> list[ColumnElement[bool]]:
    row = TransactionRow
    tied = exists().where(
        DocumentMatchRow.user_id == user_id,
        DocumentMatchRow.transaction_id == row.id,
        DocumentMatchRow.status.in_(HOLDING),
    )
    conditions: list[ColumnElement[bool]] = [
        row.amount_minor < 0,
        row.deleted_at.is_(None),
        row.status == BookingStatus.BOOKED,
        ~tied,
    ]
    asked: list[tuple[Any, Any]] = [
        (wanted.start, lambda value: row.booked_on >= value),
        (wanted.end, lambda value: row.booked_on <= value),
        (wanted.account_ids, row.account_id.in_),
        (wanted.min_amount_minor, lambda value: row.amount_minor <= -value),
    ]
    return [*conditions, *(condition(value) for value, condition in asked if value is not None)]

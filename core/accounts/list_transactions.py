"""Reading transactions: filtered, a page at a time, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, cast, func, or_, select, true
from sqlalchemy import column as sql_column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from core.accounts.bounded_text import DESCRIPTION, bounded
from core.accounts.models import TransactionRow
from core.accounts.repository import own_transactions
from core.db.database import ReadSession
from core.db.keyset import Ordering, Page, Slice, fetch_page
from core.ports.statement_parser import BookingStatus

NEWEST_FIRST = Ordering((TransactionRow.booked_on, TransactionRow.id))


class Direction(StrEnum):
    """Which way money went."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """What to show; None leaves a thing open. Amounts are absolute, in minor units."""

    start: date | None = None
    end: date | None = None
    account_ids: Sequence[UUID] | None = None
    category_ids: Sequence[UUID] | None = None
    is_categorised: bool | None = None
    direction: Direction | None = None
    min_amount_minor: int | None = None
    max_amount_minor: int | None = None
    status: BookingStatus | None = None
    text: str | None = None
    is_deleted: bool = False


def filtered(user_id: UUID, wanted: TransactionFilter) -> Select[tuple[TransactionRow]]:
    """The person's transactions that fit. Raises InvalidTextError."""
    return own_transactions(user_id).where(*_conditions(wanted))


def _conditions(wanted: TransactionFilter) -> list[ColumnElement[bool]]:
    row = TransactionRow
    deleted = row.deleted_at.is_not(None) if wanted.is_deleted else row.deleted_at.is_(None)
    conditions: list[ColumnElement[bool]] = [deleted]
    simple: list[tuple[Any, Any]] = [
        (wanted.start, lambda value: row.booked_on >= value),
        (wanted.end, lambda value: row.booked_on <= value),
        (wanted.account_ids, row.account_id.in_),
        (wanted.category_ids, row.category_id.in_),
        (wanted.min_amount_minor, lambda value: func.abs(row.amount_minor) >= value),
        (wanted.max_amount_minor, lambda value: func.abs(row.amount_minor) <= value),
        (wanted.status, lambda value: row.status == value),
    ]
    conditions += [condition(value) for value, condition in simple if value is not None]
    if wanted.is_categorised is not None:
        conditions.append(row.category_id.is_not(None) if wanted.is_categorised else row.category_id.is_(None))
    if wanted.direction is not None:
        conditions.append(row.amount_minor > 0 if wanted.direction is Direction.IN else row.amount_minor < 0)
    if wanted.text is not None:
        conditions.append(_says(bounded(wanted.text, DESCRIPTION, "text")))
    return conditions


def _says(text: str) -> ColumnElement[bool]:
    """Words in any of their forms, or the typed letters as they stand."""
    in_russian = func.websearch_to_tsquery("russian", text)
    in_english = func.websearch_to_tsquery("english", text)
    as_typed = func.strpos(func.lower(TransactionRow.description), text.lower()) > 0
    search = TransactionRow.search
    return or_(search.op("@@")(in_russian), search.op("@@")(in_english), as_typed)


async def list_transactions(
    read: ReadSession, user_id: UUID, wanted: TransactionFilter, page: Page
) -> Slice[TransactionRow]:
    """One page. Raises InvalidPageError, InvalidTextError."""
    return await fetch_page(read.session, filtered(user_id, wanted), NEWEST_FIRST, page)


async def count_of_each_account(
    read: ReadSession, account_ids: Sequence[UUID], wanted: TransactionFilter
) -> dict[UUID, int]:
    """How many of each account fit, in one statement. An account without any is missing."""
    if read.user_id is None:
        raise RuntimeError("transactions belong to a person")
    row = TransactionRow
    counted = (
        filtered(read.user_id, wanted)
        .where(row.account_id.in_(account_ids))
        .with_only_columns(row.account_id, func.count())
        .group_by(row.account_id)
    )
    return {found[0]: found[1] for found in await read.session.execute(counted)}


async def page_of_each_account(
    read: ReadSession, account_ids: Sequence[UUID], wanted: TransactionFilter, ordering: Ordering, page: Page
) -> dict[UUID, Slice[TransactionRow]]:
    """The same page of several accounts, in one statement: a lateral join that reads the page's rows of each.

    Raises InvalidPageError, InvalidTextError.
    """
    if read.user_id is None:
        raise RuntimeError("transactions belong to a person")
    accounts = (
        func.unnest(cast(list(account_ids), ARRAY(Uuid)))
        .table_valued(sql_column("account_id", Uuid))
        .render_derived(name="wanted")
    )
    statement = filtered(read.user_id, wanted).where(TransactionRow.account_id == accounts.c.account_id)
    if page.after is not None:
        statement = statement.where(ordering.after(page.after))
    shown = aliased(TransactionRow, statement.order_by(*ordering.directed()).limit(page.first + 1).lateral("shown"))
    rows = (await read.session.execute(select(shown).select_from(accounts).join(shown, true()))).scalars()
    groups: dict[UUID, list[TransactionRow]] = {account_id: [] for account_id in account_ids}
    for row in rows:
        groups[row.account_id].append(row)
    return {
        account_id: Slice(
            group[: page.first],
            [ordering.cursor_of(row) for row in group[: page.first]],
            len(group) > page.first,
            page.after is not None,
        )
        for account_id, group in groups.items()
    }

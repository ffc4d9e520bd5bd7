from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final
from uuid import UUID

from babel.numbers import get_currency_precision, list_currencies
from sqlalchemy import ColumnElement, Numeric, case, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.documents.models import DocumentRow
from core.ports.document_reader import DocumentKind
from core.ports.question_reader import Question

MAX_DOCUMENTS: Final = 5_000
"""Documents that a search is kept to, the newest of them."""
MAX_MERCHANTS: Final = 2_000


async def filter_documents(session: AsyncSession, user_id: UUID, question: Question, limit: int) -> list[UUID]:
    """Documents that pass a question's filters, the newest by their own date first.

    A document whose kind was not recognised passes as any kind; one without a date or a total passes no filter on it.
    """
    statement = (
        select(DocumentRow.id)
        .where(DocumentRow.user_id == user_id, *_conditions(question))
        .order_by(DocumentRow.dated_on.desc().nulls_last(), DocumentRow.id.desc())
        .limit(min(limit, MAX_DOCUMENTS))
    )
    return list((await session.execute(statement)).scalars())


async def merchants_of(session: AsyncSession, user_id: UUID) -> Sequence[str]:
    """The names that a person's documents carry, each once."""
    statement = (
        select(DocumentRow.merchant)
        .where(DocumentRow.user_id == user_id, DocumentRow.merchant.is_not(None))
        .distinct()
        .limit(MAX_MERCHANTS)
    )
    return [name for name in (await session.execute(statement)).scalars() if name]


def _conditions(question: Question) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if question.kind is not None:
        unknown = or_(DocumentRow.kind.is_(None), DocumentRow.kind == DocumentKind.OTHER)
        # Without a topic the kind is all that tells documents apart.
        is_kind = DocumentRow.kind == question.kind
        conditions.append(or_(is_kind, unknown) if question.terms else is_kind)
    if question.dated_from is not None:
        conditions.append(DocumentRow.dated_on >= question.dated_from)
    if question.dated_to is not None:
        conditions.append(DocumentRow.dated_on <= question.dated_to)
    if question.currency is not None:
        conditions.append(DocumentRow.currency == question.currency)
    if question.merchant is not None:
        conditions.append(DocumentRow.merchant == question.merchant)
    return conditions + _amount_conditions(question.at_least, question.at_most)


def _amount_conditions(at_least: Decimal | None, at_most: Decimal | None) -> list[ColumnElement[bool]]:
    scales = [(DocumentRow.currency.in_(codes), scale) for scale, codes in _odd_currencies()]
    total = cast(DocumentRow.total_minor, Numeric) / case(*scales, else_=100)
    conditions: list[ColumnElement[bool]] = []
    if at_least is not None:
        conditions.append(total >= at_least)
    if at_most is not None:
        conditions.append(total <= at_most)
    return conditions


@cache
def _odd_currencies() -> list[tuple[int, list[str]]]:
    """Currencies that have another number of minor units than a hundred, by that number."""
    by_scale: dict[int, list[str]] = {}
    for code in sorted(list_currencies(locale="en")):
        scale = 10 ** get_currency_precision(code)
        if scale != 100:  # noqa: PLR2004 - as the docstring says
            by_scale.setdefault(scale, []).append(code)
    return sorted(by_scale.items())

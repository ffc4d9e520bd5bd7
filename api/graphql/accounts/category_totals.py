from datetime import date
from typing import Annotated

import strawberry

from api.graphql.accounts.category import Category, load_category
from api.graphql.accounts.transaction_filter import PeriodInput
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.scalars import Currency, Money, money
from core.accounts.category_totals import CategoryTotal as TotalValue
from core.accounts.category_totals import Period as PeriodValue
from core.accounts.category_totals import category_totals


@strawberry.type(description="Days from `start` to `end`, both included.")
class Period:
    """A period."""

    start: date = strawberry.field(description="First day.")
    end: date = strawberry.field(description="Last day.")


async def _category(root: strawberry.Parent["CategoryTotal"], info: strawberry.Info[Context]) -> Category | None:
    return await load_category(info, root.value.category_id)


@strawberry.type(description="What a category moved in one currency.")
class CategoryTotal:
    """A line of the totals."""

    value: strawberry.Private[TotalValue]
    category: Category | None = strawberry.field(
        resolver=_category, description="The category; null for what is not sorted yet."
    )
    currency: Currency = strawberry.field(description="The currency.")
    total: Money = strawberry.field(description="Sum in the period, signed.")
    previous: Money = strawberry.field(description="Sum in the period before, signed.")
    count: int = strawberry.field(description="How many movements, or parts of them, are in the period.")


@strawberry.type(description="Totals by category of a period, the period before beside them.")
class CategoryTotals:
    """The totals."""

    period: Period = strawberry.field(description="The period.")
    previous_period: Period = strawberry.field(description="The period of the same length before it.")
    rows: list[CategoryTotal] = strawberry.field(description="By currency, the largest first.")


async def _category_totals(
    info: strawberry.Info[Context],
    period: Annotated[PeriodInput, strawberry.argument(description="The days to sum.")],
    account_ids: Annotated[
        list[strawberry.ID] | None, strawberry.argument(description="Of these accounts; of all if left out.")
    ] = None,
) -> CategoryTotals:
    wanted = PeriodValue(period.start, period.end)
    keys = [decode_id(text, "Account", "accountIds") for text in account_ids] if account_ids is not None else None
    async with info.context.read() as read:
        totals = await category_totals(read, info.context.person, wanted, keys)
    before = wanted.before()
    return CategoryTotals(
        period=Period(start=wanted.start, end=wanted.end),
        previous_period=Period(start=before.start, end=before.end),
        rows=[
            CategoryTotal(
                value=total,
                currency=Currency(total.currency),
                total=money(total.total_minor, total.currency),
                previous=money(total.previous_minor, total.currency),
                count=total.count,
            )
            for total in totals
        ],
    )


@strawberry.type
class CategoryTotalQueries:
    """Totals."""

    category_totals: CategoryTotals = query(
        Permission.TRANSACTIONS_READ, "Totals by category of a period, with the previous one beside."
    )(_category_totals)

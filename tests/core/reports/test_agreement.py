"""The report's figures against SQL over the statements, written another way, on any books."""

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from core.accounts.models import LinkKind, LinkStatus, TransactionSource
from core.adapters.wiring import Platform
from core.ports.statement_parser import BookingStatus
from core.reports.figures import ReportFigures, Sum
from core.reports.gather_figures import gather_figures
from core.reports.models import IncomeReportRow, ReportLanguage
from tests.support.people import Person
from tests.support.reports import FIRST, LAST, Books, Link, Movement, books, put_books

APART = "('income.salary', 'income.benefits', 'income.interest', 'income.cashback', 'income.refund')"
LIVE = """user_id = :person AND deleted_at IS NULL AND currency = 'RUB' AND booked_on >= '2025-01-01'
  AND booked_on < '2026-01-01'
  AND id NOT IN (SELECT from_id FROM transaction_links WHERE kind = 'transfer' AND status IN ('automatic','confirmed'))
  AND id NOT IN (SELECT to_id FROM transaction_links WHERE kind = 'transfer' AND status IN ('automatic','confirmed'))"""
BACK = "SELECT to_id FROM transaction_links WHERE kind = 'refund' AND status IN ('automatic','confirmed')"
SURE = """(status = 'booked' AND (source IN ('file','feed')
  OR id IN (SELECT transaction_id FROM transaction_sightings WHERE source IN ('file','feed'))))"""
UNSPLIT = "id NOT IN (SELECT transaction_id FROM transaction_splits)"
EARNING = f"(SELECT id FROM categories WHERE kind = 'income' AND key NOT IN {APART})"  # noqa: S608 texts of this file
SPENDING = "(SELECT id FROM categories WHERE kind = 'business')"


async def _sum(platform: Platform, person: UUID, sql: str) -> int:
    async with platform.database.read(person) as read:
        return int((await read.session.execute(text(sql), {"person": person})).scalar_one())


async def _whole(platform: Platform, person: UUID, wanted: str, categories: str) -> int:
    """Of movements that are not split, and of the parts of those that are."""
    movements = f"SELECT id FROM transactions WHERE {LIVE} AND {wanted}"  # noqa: S608 as above
    whole = (
        f"SELECT coalesce(sum(amount_minor), 0) FROM transactions WHERE {LIVE} AND {wanted} AND {UNSPLIT} "  # noqa: S608 as above
        f"AND category_id IN {categories}"
    )
    parts = (
        "SELECT coalesce(sum(amount_minor), 0) FROM transaction_splits "  # noqa: S608 as above
        f"WHERE transaction_id IN ({movements}) AND category_id IN {categories}"
    )
    return await _sum(platform, person, whole) + await _sum(platform, person, parts)


async def _spent(platform: Platform, person: UUID, sure: str) -> int:
    """Business categories, and money back on a purchase of one, whatever it is called itself."""
    plain = await _whole(platform, person, f"{sure} AND id NOT IN ({BACK})", SPENDING)
    bought = (
        f"id IN (SELECT l.to_id FROM transaction_links l JOIN transactions p ON p.id = l.from_id "  # noqa: S608 as above
        f"WHERE l.kind = 'refund' AND l.status IN ('automatic','confirmed') AND p.category_id IN {SPENDING})"
    )
    back = await _whole(platform, person, f"{sure} AND id IN ({BACK}) AND NOT {bought}", SPENDING)
    of_business = f"SELECT coalesce(sum(amount_minor), 0) FROM transactions WHERE {LIVE} AND {sure} AND {bought}"  # noqa: S608 as above
    return -(plain + back + await _sum(platform, person, of_business))


async def _figures(platform: Platform, person: Person) -> ReportFigures:
    assert person.user_id is not None
    report = IncomeReportRow(
        user_id=person.user_id,
        months=12,
        starts_on=FIRST,
        ends_on=LAST,
        currency="RUB",
        language=ReportLanguage.ENGLISH,
    )
    async with platform.database.read(person.user_id, is_snapshot=True) as read:
        return await gather_figures(read, report)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(kept=books())
async def test_totals_are_those_of_the_statements(platform: Platform, person: Person, kept: Books) -> None:
    assert person.user_id is not None
    await put_books(platform, person.user_id, kept)
    found = await _figures(platform, person)
    income = [
        await _whole(platform, person.user_id, f"{sure} AND id NOT IN ({BACK})", EARNING)
        for sure in (SURE, f"NOT {SURE}")
    ]
    spent = [await _spent(platform, person.user_id, sure) for sure in (SURE, f"NOT {SURE}")]
    totals = found.totals
    assert [totals.income.confirmed, totals.income.estimated] == income
    assert [totals.expenses.confirmed, totals.expenses.estimated] == spent
    assert totals.profit.confirmed == income[0] - spent[0]
    assert sum((month.income for month in found.months), Sum()) == totals.income
    assert sum((source.total for source in found.sources), Sum()) == totals.income
    for place, month in enumerate(found.months):
        assert sum((source.by_month[place] for source in found.sources), Sum()) == month.income
    for account in found.accounts:
        assert account.opening is not None
        assert account.opening + account.paid_in - account.paid_out == account.closing


async def test_each_kind_of_movement_counts_where_it_belongs(platform: Platform, person: Person) -> None:
    assert person.user_id is not None
    day = FIRST.replace(month=3)
    refund = (LinkKind.REFUND, LinkStatus.AUTOMATIC)
    movements = (
        Movement(day, 100_000_01),  # earned
        Movement(day, 5_000_00, status=BookingStatus.PENDING),
        Movement(day, 7_000_00, source=TransactionSource.MANUAL),
        Movement(day, 9_000_00, source=TransactionSource.MANUAL, is_seen=True),  # a statement told of it too
        Movement(day, 1_00, is_deleted=True),
        Movement(day, -20_000_00, "business.software"),
        Movement(day, 3_000_00, "income.refund"),  # money back on it
        Movement(day, -50_000_00, None),  # to the savings account
        Movement(day, 50_000_00, None),
        Movement(day, 60_000_00, "income.salary"),
        Movement(day, 11_00, None),
        Movement(day, -30_000_00, None, parts=((-10_000_00, "goods.stock"), (-20_000_00, "food.groceries"))),
        Movement(day, 1_000_00, currency="EUR", payer="Acme GmbH"),
    )
    links = (Link(refund[0], 5, 6, refund[1]), Link(LinkKind.TRANSFER, 7, 8, LinkStatus.CONFIRMED))
    await put_books(platform, person.user_id, Books(movements, links))
    found = await _figures(platform, person)
    assert found.totals.income == Sum(confirmed=109_000_01, estimated=12_000_00)
    assert found.totals.expenses == Sum(confirmed=27_000_00)
    assert [(one.category, one.total.confirmed) for one in found.not_counted] == [("Salary", 60_000_00)]
    assert (found.unsorted.count, found.unsorted.paid_in, found.unsorted.paid_out) == (1, 11_00, 0)
    assert [(one.currency, one.income.confirmed) for one in found.elsewhere] == [("EUR", 1_000_00)]
    assert [(one.name, one.months_paid, one.is_recurring) for one in found.sources] == [("Northwind Ltd", 1, False)]
    assert [account.ending for account in found.accounts] == ["4312", "4312"]
    # The file of each movement covers its day alone: the rest of the year is named.
    assert [(gap.first.isoformat(), gap.last.isoformat()) for gap in found.accounts[1].gaps] == [
        ("2025-01-01", "2025-02-28"),
        ("2025-03-02", "2025-12-31"),
    ]
    assert [month.is_covered for month in found.months] == [False] * 12


async def test_only_ones_own_rows_count(platform: Platform, person: Person, another: object) -> None:
    assert callable(another)
    other: Person = await another()
    assert person.user_id is not None
    assert other.user_id is not None
    await put_books(platform, other.user_id, Books((Movement(FIRST, 1_000_00),)))
    await put_books(platform, person.user_id, Books((Movement(FIRST, 2_00),)))
    found = await _figures(platform, person)
    assert found.totals.income == Sum(confirmed=2_00)
    assert (await _figures(platform, other)).totals.income == Sum(confirmed=1_000_00)

"""What is worth telling a person, and what is not."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from core.accounts.models import AccountKind, AccountRow
from core.insights.balance_below_zero import balance_below_zero
from core.insights.models import InsightKind
from core.insights.noticed import AccountBook, BookLine, Noticed
from core.insights.recurring_changes import recurring_changes
from core.insights.unusual_spending import unusual_spending
from core.ports.forecaster import AccountForecast, AccountHistory, DayQuantiles, Period, RecurringItem, Shortfall

END = date(2026, 6, 30)
FOOD, ACCOUNT = uuid4(), uuid4()


def line(days_ago: int, amount: int, label: str = "Shop", category_id: UUID | None = FOOD) -> BookLine:
    return BookLine(uuid4(), END - timedelta(days=days_ago), amount, label, label.casefold(), category_id)


def book(lines: Iterable[BookLine], known_for: int = 390) -> AccountBook:
    ordered = sorted(lines, key=lambda one: one.day)
    return AccountBook(ACCOUNT, "RUB", END, END - timedelta(days=known_for), ordered)


def monthly(amounts: Iterable[int], label: str = "Films") -> list[BookLine]:
    """One a month, the last ten days ago."""
    given = list(amounts)
    return [line(10 + 30 * (len(given) - 1 - place), amount, label) for place, amount in enumerate(given)]


def item(label: str = "Films", amount: int = -799_00, period: Period = Period.MONTHLY) -> RecurringItem:
    return RecurringItem(label, period, amount, END + timedelta(days=20), 0.9)


def told(found: Iterable[Noticed]) -> list[tuple[InsightKind, int | None, int | None]]:
    return [(one.kind, one.amount_minor, one.usual_minor) for one in found]


HABIT = [line(days_ago, -500_00) for days_ago in range(20, 180, 10)]


def test_a_payment_far_above_the_habit_is_told_once_with_what_is_usual() -> None:
    unusual = line(3, -1600_00, "Feast")
    (found,) = unusual_spending(book([*HABIT, unusual]))
    assert found == Noticed(
        InsightKind.UNUSUAL_SPENDING,
        f"unusual_spending:{unusual.id}",
        ACCOUNT,
        "Feast",
        unusual.day,
        -1600_00,
        "RUB",
        transaction_id=unusual.id,
        usual_minor=-500_00,
    )


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*HABIT, line(3, -1499_00)], id="less than three times"),
        pytest.param([*HABIT, line(3, -1600_00, category_id=None)], id="of no category"),
        pytest.param([*HABIT, line(3, 1600_00)], id="money in"),
        pytest.param([*HABIT, line(40, -1600_00)], id="long ago"),
        pytest.param([*HABIT[:7], line(3, -1600_00)], id="no habit yet"),
        pytest.param([*HABIT, line(60, -1200_00), line(3, -1600_00)], id="large ones are no news"),
        pytest.param([*HABIT, line(3, -1600_00, category_id=uuid4())], id="another category"),
    ],
)
def test_what_is_not_unusual_is_not_told(lines: list[BookLine]) -> None:
    assert unusual_spending(book(lines)) == []


def test_only_the_most_unusual_are_told() -> None:
    lines = [*HABIT, *(line(3, -(10_000 + 20_000 * 2**step), f"Feast {step}") for step in range(5, 20))]
    found = unusual_spending(book(lines))
    assert len(found) <= 10
    assert found[0].amount_minor == min(one.amount_minor or 0 for one in found)


def test_a_rise_of_price_is_told_with_the_price_before() -> None:
    lines = monthly([-799_00] * 5 + [-999_00])
    (found,) = recurring_changes(book(lines), [item()])
    assert told([found]) == [(InsightKind.PRICE_RISE, -999_00, -799_00)]
    assert found.key == f"price_rise:{ACCOUNT}:films:99900"
    assert found.transaction_id == lines[-1].id


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(monthly([-799_00] * 6), id="the same price"),
        pytest.param(monthly([-799_00] * 5 + [-699_00]), id="a lower one"),
        pytest.param(monthly([-799_00] * 5 + [-815_00]), id="hardly more"),
        pytest.param(monthly([-799_00, -650_00, -980_00, -700_00, -799_00, -999_00]), id="never steady"),
        pytest.param(monthly([-799_00] * 5 + [-9990_00]), id="something else from the same payee"),
        pytest.param([*monthly([-799_00] * 5 + [-999_00]), line(50, -120_00, "Films")], id="paid in between"),
    ],
)
def test_what_is_no_rise_is_not_told(lines: list[BookLine]) -> None:
    assert recurring_changes(book(lines), [item()]) == []


def test_a_payment_that_has_begun_to_come_back_is_told_once() -> None:
    lines = monthly([-3000_00] * 3, "Gym")
    (found,) = recurring_changes(book([*HABIT, *lines]), [item("Gym", -3000_00), item("Gym", -3000_00)])
    assert told([found]) == [(InsightKind.NEW_RECURRING, -3000_00, None)]
    assert found.key == f"new_recurring:{ACCOUNT}:monthly:gym"


def test_an_old_one_income_and_the_first_file_of_an_account_are_no_news() -> None:
    gym = monthly([-3000_00] * 3, "Gym")
    assert recurring_changes(book(gym, known_for=100), [item("Gym")]) == []
    assert recurring_changes(book(monthly([-3000_00] * 12, "Gym")), [item("Gym")]) == []
    assert recurring_changes(book(monthly([3000_00] * 3, "Client")), [item("Client", 3000_00)]) == []
    assert recurring_changes(book(gym), [item("Gym", period=Period.YEARLY)]) == []
    assert recurring_changes(book(gym), [item("Unheard of")]) == []


def foreseen(chance: float, first_day: date | None) -> AccountForecast:
    days = [DayQuantiles(END + timedelta(days=ahead), -900_00, 500_00 - 200_00 * ahead, 900_00) for ahead in (1, 2, 3)]
    shortfall = Shortfall(chance, first_day, first_day)
    return AccountForecast(str(ACCOUNT), "RUB", END, "test", days, [], shortfall=shortfall)


HISTORY = AccountHistory(str(ACCOUNT), "RUB", END, 450_00, [])  # something is pending


def account(kind: AccountKind = AccountKind.CHECKING, balance: int = 500_00) -> AccountRow:
    return AccountRow(id=ACCOUNT, kind=kind, name="Main", balance_minor=balance)


def test_a_balance_that_falls_below_zero_is_told_with_its_day() -> None:
    day = END + timedelta(days=3)
    (found,) = balance_below_zero(HISTORY, foreseen(0.62, day), account(), END)
    assert (found.day, found.amount_minor, found.usual_minor, found.chance) == (day, -100_00, 500_00, Decimal("0.62"))
    assert (found.key, found.label) == (f"balance_below_zero:{ACCOUNT}:2026-07", "Main")


def test_where_the_middle_stays_above_zero_the_lower_band_is_told() -> None:
    (found,) = balance_below_zero(HISTORY, foreseen(0.51, END + timedelta(days=2)), account(), END)
    assert found.amount_minor == -900_00  # the middle is 100


@pytest.mark.parametrize(
    ("kind", "balance", "first_day", "today"),
    [
        pytest.param(AccountKind.CHECKING, 500_00, None, END, id="less likely than not"),
        pytest.param(AccountKind.CARD, 500_00, END + timedelta(days=3), END, id="a credit card"),
        pytest.param(AccountKind.CHECKING, -1, END + timedelta(days=3), END, id="below zero already"),
        pytest.param(AccountKind.CHECKING, 1, END + timedelta(days=3), END + timedelta(days=9), id="past already"),
    ],
)
def test_a_balance_that_is_no_news_is_not_told(
    kind: AccountKind, balance: int, first_day: date | None, today: date
) -> None:
    assert list(balance_below_zero(HISTORY, foreseen(0.4, first_day), account(kind, balance), today)) == []

import random
from datetime import date, timedelta

import pytest

from core.ports.forecaster import Movement, Period
from ml.forecast.periods import dates_after, period_of
from ml.forecast.recurring import find_recurring


def _monthly(day: int, amount: int, text: str, months: int = 8) -> list[Movement]:
    return [Movement(date(2025, month, day), amount, text) for month in range(1, months + 1)]


def test_rent_and_salary_are_found_among_noise_with_exact_next_dates() -> None:
    chance = random.Random(5)  # noqa: S311 - made-up spending
    noise = [
        Movement(
            date(2025, 1, 1) + timedelta(days=chance.randrange(240)), -chance.randrange(100, 90_000), f"Shop {place}"
        )
        for place in range(150)
    ]
    rows = [*_monthly(5, -45_000_00, "Аренда квартиры №12"), *_monthly(10, 120_000_00, "Зарплата за месяц"), *noise]
    found = [
        item.item(date(2025, 8, 31))
        for item in find_recurring(sorted(rows, key=lambda row: row.day), date(2025, 8, 31))
    ]
    rent, salary = found
    assert (rent.label, rent.period, rent.amount_minor) == ("Аренда квартиры №12", Period.MONTHLY, -45_000_00)
    assert rent.next_date == date(2025, 9, 5)
    assert (salary.label, salary.period, salary.amount_minor) == ("Зарплата за месяц", Period.MONTHLY, 120_000_00)
    assert salary.next_date == date(2025, 9, 10)
    assert rent.confidence == salary.confidence == 0.889


@pytest.mark.parametrize(
    ("days", "period", "next_date"),
    [
        ([date(2025, 6, 2) + timedelta(weeks=week) for week in range(5)], Period.WEEKLY, date(2025, 7, 7)),
        ([date(2025, 5, 5) + timedelta(weeks=2 * week) for week in range(5)], Period.FORTNIGHTLY, date(2025, 7, 14)),
        ([date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)], Period.MONTHLY, date(2025, 4, 30)),
        ([date(2025, 1, 30), date(2025, 2, 28), date(2025, 3, 30)], Period.MONTHLY, date(2025, 4, 30)),
        (
            [date(2024, 7, 15), date(2024, 10, 15), date(2025, 1, 15), date(2025, 4, 15)],
            Period.QUARTERLY,
            date(2025, 7, 15),
        ),
        ([date(2023, 3, 8), date(2024, 3, 8)], Period.YEARLY, date(2025, 3, 8)),
        ([date(2025, 1, 1), date(2025, 1, 31), date(2025, 3, 1), date(2025, 4, 1)], Period.MONTHLY, date(2025, 5, 1)),
    ],
)
def test_each_period_and_its_next_day(days: list[date], period: Period, next_date: date) -> None:
    fitted = period_of(days, 0.7)
    assert fitted is not None
    assert fitted[0] is period
    assert next(dates_after(days, period, days[-1])) == next_date


def test_twice_a_month_is_two_monthly_items() -> None:
    rows = sorted([*_monthly(10, 50_000, "Payroll"), *_monthly(25, 70_000, "Payroll")], key=lambda row: row.day)
    found = find_recurring(rows, date(2025, 8, 26))
    assert sorted((item.typical_minor, item.item(date(2025, 8, 26)).next_date) for item in found) == [
        (50_000, date(2025, 9, 10)),
        (70_000, date(2025, 9, 25)),
    ]


def test_what_stopped_is_not_expected_again() -> None:
    assert find_recurring(_monthly(5, -100, "Gym", months=4), date(2025, 8, 31)) == []
    assert len(find_recurring(_monthly(5, -100, "Gym", months=4), date(2025, 5, 7))) == 1


def test_random_days_are_no_period() -> None:
    chance = random.Random(11)  # noqa: S311 - made-up days
    days = sorted({date(2025, 1, 1) + timedelta(days=chance.randrange(240)) for _ in range(30)})
    assert period_of(days, 0.7) is None


def test_the_typical_amount_follows_the_latest() -> None:
    rows = [Movement(date(2025, month, 3), -100 if month < 4 else -150, "Hosting") for month in range(1, 9)]
    [item] = find_recurring(rows, date(2025, 8, 10))
    assert item.typical_minor == -150

import random
from datetime import date, timedelta

import pytest

from core.ports.forecaster import Movement, Period
from ml.forecast.bank_days import Shift, shifted
from ml.forecast.evaluate_recurring import evaluate
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
    ],
)
def test_each_period_and_its_next_day(days: list[date], period: Period, next_date: date) -> None:
    rows = [Movement(day, -500, "Thing") for day in days]
    [item] = find_recurring(rows, days[-1])
    assert item.period is period
    assert item.item(days[-1]).next_date == next_date


def test_what_is_due_on_a_day_off_comes_on_the_next_bank_day() -> None:
    due = [date(2024 + (month > 11), month % 12 + 1, 5) for month in range(17)]
    rows = [Movement(shifted(day, Shift.FORWARD), -4_500, "Rent") for day in due]
    [item] = find_recurring(rows, date(2025, 6, 30))
    assert item.dates(date(2025, 6, 30), date(2025, 10, 31)) == [
        date(2025, 7, 7),  # the 5th is a Saturday
        date(2025, 8, 5),
        date(2025, 9, 5),
        date(2025, 10, 6),  # a Sunday
    ]


@pytest.mark.parametrize(
    ("day", "shift", "currency", "moved"),
    [
        (date(2025, 1, 3), Shift.FORWARD, "RUB", date(2025, 1, 9)),
        (date(2025, 1, 3), Shift.BACK, "RUB", date(2024, 12, 31)),
        (date(2025, 1, 3), Shift.FORWARD, "EUR", date(2025, 1, 3)),
        (date(2025, 5, 1), Shift.FORWARD, "EUR", date(2025, 5, 2)),
        (date(2025, 3, 8), Shift.NONE, "RUB", date(2025, 3, 8)),
    ],
)
def test_days_off(day: date, shift: Shift, currency: str, moved: date) -> None:
    assert shifted(day, shift, currency) == moved


def test_a_missed_and_a_further_payment_do_not_hide_an_item() -> None:
    rows = [Movement(date(2024 + month // 12, month % 12 + 1, 12), -1_299, "STREAMBOX") for month in range(18)]
    del rows[7]
    rows.append(Movement(date(2025, 3, 20), -650, "STREAMBOX"))
    rows.sort(key=lambda row: row.day)
    [item] = find_recurring(rows, date(2025, 6, 30))
    assert (item.period, item.typical_minor, len(item.members)) == (Period.MONTHLY, -1_299, 17)
    assert item.item(date(2025, 6, 30)).next_date == date(2025, 7, 12)


def test_two_subscriptions_at_one_merchant_are_two_items() -> None:
    rows = [
        Movement(date(2025, month, day), amount, f"CLOUDIFY {month}{day}")
        for month in range(1, 9)
        for day, amount in ((3, -999), (17, -2_500))
    ]
    found = find_recurring(rows, date(2025, 8, 31))
    assert sorted((item.typical_minor, item.item(date(2025, 8, 31)).next_date) for item in found) == [
        (-2_500, date(2025, 9, 17)),
        (-999, date(2025, 9, 3)),
    ]


def test_a_name_written_in_many_ways_is_one_item() -> None:
    texts = ["Hostline server", "HOSTLINE SERVER *4412 BERLIN", "Hostline serv", "Оплата Hostline server 03.04"]
    rows = [Movement(date(2025, month, 9), -2_400, texts[month % 4]) for month in range(1, 9)]
    [item] = find_recurring(rows, date(2025, 8, 31))
    assert (item.period, len(item.members)) == (Period.MONTHLY, 8)


def test_shopping_at_random_days_is_no_item() -> None:
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - made-up spending
        days = sorted(date(2024, 1, 1) + timedelta(days=chance.randrange(600)) for _ in range(60))
        rows = [Movement(day, -chance.randrange(500, 9_000), "SUPERMART") for day in days]
        assert find_recurring(rows, days[-1]) == []


def test_most_made_up_items_are_found_and_little_else() -> None:
    figures = evaluate(40, first_seed=500)
    assert figures["recall"] >= 0.95
    assert figures["precision"] >= 0.90


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


def test_the_typical_amount_follows_the_latest() -> None:
    rows = [Movement(date(2025, month, 3), -100 if month < 4 else -150, "Hosting") for month in range(1, 9)]
    [item] = find_recurring(rows, date(2025, 8, 10))
    assert item.typical_minor == -150

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.taxes.foresee_year import DRAWS, Future, Past, crossing_day, foresee, with_future
from core.taxes.rules.books import Books, DayTotals
from tests.core.taxes.made_up_earners import made_up_earner
from tests.core.taxes.measure_range import share_inside

APRIL, END = date(2026, 4, 30), date(2026, 12, 31)
EARNER = made_up_earner(Random(1))  # noqa: S311 no secret


@pytest.mark.parametrize("known", [100, 200, 365])
def test_what_comes_is_between_low_and_high_for_eight_of_ten(known: int) -> None:
    assert 0.7 <= share_inside(known, 60) <= 0.93


def test_the_same_books_foresee_the_same() -> None:
    books = EARNER.known(date(2026, 5, 1), 300)
    once, again = ([tuple(future.days()) for future in foresee(books, END)] for _ in range(2))
    assert once == again
    assert len(set(once)) == DRAWS


@pytest.mark.parametrize("known", [0, 1, 83])
def test_twelve_weeks_are_the_least(known: int) -> None:
    paid = Books.of(
        [DayTotals(date(2026, 5, 2) - timedelta(days=known), Decimal(1))] if known else [], date(2026, 5, 1)
    )
    assert foresee(paid, END) == []
    assert foresee(EARNER.known(END, 300), END) == []  # nothing is left of the year


def test_who_earned_nothing_is_not_foretold_anything() -> None:
    spent = Books.of([DayTotals(date(2026, 1, 1), Decimal(0), Decimal(5))], date(2026, 5, 1))
    futures = foresee(spent, END)
    assert len(futures) == DRAWS
    assert {future.income for future in futures} == {0}


@given(
    st.lists(st.tuples(st.integers(-9_999, 99_999), st.integers(0, 99_999)), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 28)), max_size=4),
)
def test_books_with_a_future_add_up(days: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> None:
    past = Past([income for income, _ in days], [spent for _, spent in days])
    cut = tuple(slice(min(start, len(days)), min(start + length, len(days))) for start, length in stretches)
    future = Future(past, cut, 1.0, 1.0)
    whole = with_future(Books.of([DayTotals(APRIL, Decimal("1.5"))], APRIL), future)
    first, last = APRIL + timedelta(days=1), APRIL + timedelta(days=200)
    assert whole.income(first, last) * 100 == future.income
    assert (whole.income(first, last) - whole.expenses(first, last)) * 100 == future.net
    assert whole.income(APRIL, APRIL) == Decimal("1.5")


@given(
    st.lists(st.integers(-50, 500), min_size=30, max_size=30),
    st.integers(0, 2_000),
    st.tuples(st.integers(1, 60), st.integers(1, 60)),
)
def test_a_limit_is_crossed_on_the_day_that_counting_tells(
    incomes: list[int], room: int, window: tuple[int, int]
) -> None:
    future = Future(Past(incomes, [0] * 30), (slice(0, 28), slice(2, 30), slice(5, 9)), 1.0, 1.0)
    days = (APRIL + timedelta(days=window[0]), APRIL + timedelta(days=window[1]))
    total, expected = 0, None
    for number, (income, _) in enumerate(future.days(), start=1):
        if window[0] <= number <= window[1]:
            total += income
        if total > room and expected is None:
            expected = APRIL + timedelta(days=number)
    assert crossing_day(future, APRIL, Decimal(room) / 100, days) == expected

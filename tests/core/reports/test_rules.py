from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.figures import Span
from core.reports.rules import averages, gaps_in, months_of, period_before
from core.reports.verify_report import plain_code, spaced_code

YEAR = Span(first=date(2025, 1, 1), last=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 12, ("2025-11-01", "2026-10-31")),
        (date(2026, 1, 1), 6, ("2025-07-01", "2025-12-31")),
        (date(2024, 3, 31), 24, ("2022-03-01", "2024-02-29")),
    ],
)
def test_a_period_is_whole_months_before_the_day(day: date, months: int, expected: tuple[str, str]) -> None:
    assert tuple(one.isoformat() for one in period_before(day, months)) == expected
    assert len(months_of(period_before(day, months)[0], months)) == months


def test_averages_round_halves_away_from_nought() -> None:
    found = averages([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])
    assert (found.mean_12, found.mean_24, found.mean) == (1, None, 1)  # 6/12
    assert (found.median, found.trailing_3, found.lowest, found.highest) == (0, 1, 0, 3)
    assert averages([-1, 0, -1, 0, -1, 0]).median == -1  # -0.5


@given(st.lists(st.tuples(st.integers(-30, 400), st.integers(0, 60)), max_size=12))
def test_gaps_and_cover_share_no_day_and_make_the_period(drawn: list[tuple[int, int]]) -> None:
    first = YEAR.first.toordinal()
    spans = [
        Span(first=date.fromordinal(first + start), last=date.fromordinal(first + start + length))
        for start, length in drawn
    ]
    covered = {day for span in spans for day in range(span.first.toordinal(), span.last.toordinal() + 1)}
    gaps = [day for gap in gaps_in(YEAR, spans) for day in range(gap.first.toordinal(), gap.last.toordinal() + 1)]
    assert gaps == [day for day in range(first, YEAR.last.toordinal() + 1) if day not in covered]


def test_a_code_is_known_however_it_is_typed() -> None:
    assert plain_code(" 7k3m-9qx2 o0iL") == "7K3M9QX20011"
    assert plain_code(spaced_code("ABCDEFGH")) == "ABCDEFGH"

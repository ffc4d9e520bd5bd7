from dataclasses import replace
from datetime import date
from decimal import Decimal
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.statements import spooled_lines as module
from core.adapters.statements.spooled_lines import SpooledLines
from core.ports.statement_parser import BookingStatus, StatementLine

LINE = StatementLine(date(2026, 3, 2), Decimal("-1.00"), "RUB", "Coffee")


@pytest.mark.parametrize("count", [0, 1, 9, 10, 25])
def test_what_is_spooled_reads_as_a_list(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(module, "IN_MEMORY", 10)
    monkeypatch.setattr(module, "_BLOCK", 4)
    expected = [replace(LINE, line=number) for number in range(count)]
    spooled = SpooledLines()
    for line in expected:
        spooled.append(line)
    assert len(spooled) == count
    assert list(spooled) == list(spooled) == expected
    assert spooled[2:5] == expected[2:5]
    for place in range(-count, count):
        assert spooled[place] == expected[place]
    with pytest.raises(IndexError):
        spooled[count]


AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.sampled_from(
    [Decimal("-0.00"), Decimal(0), Decimal("1.0"), Decimal("1.00"), Decimal("1E+3")]
)
LINES = st.builds(
    StatementLine,
    booked_on=st.dates(),
    amount=AMOUNTS,
    currency=st.sampled_from(["RUB", "EUR"]),
    description=st.text(max_size=3),
    value_date=st.none() | st.dates(),
    original_amount=st.none() | AMOUNTS,
    original_currency=st.none() | st.just("USD"),
    bank_id=st.none() | st.text(max_size=2),
    status=st.sampled_from(BookingStatus),
    line=st.none() | st.integers(1, 5),
)


@given(st.lists(LINES, max_size=20))
def test_every_value_comes_back_as_it_was(lines: list[StatementLine]) -> None:
    """Equal amounts that are written differently stay so: `1.0` and `1.00`, `0` and `-0.00`."""
    with mock.patch.multiple(module, IN_MEMORY=6, _BLOCK=3):
        spooled = SpooledLines()
        spooled.extend(lines[:7])
        spooled.extend(lines[7:])
        assert list(map(repr, spooled)) == list(map(repr, lines))

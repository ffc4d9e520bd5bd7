from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.categorising.evaluate_feedback import month_before
from core.accounts.categorising.offer_rule import pattern_of


@pytest.mark.parametrize(
    ("description", "pattern"),
    [
        ("KOFEIN BAR 12", "kofein bar"),
        ("LITRES.RU 1234", "litres.ru"),
        ("12.03 POS ПЯТЁРОЧКА 77 Москва", "pos пятёрочка"),
        ("123456", None),
        ("A 1", None),
        ("", None),
    ],
)
def test_the_first_telling_words_are_offered(description: str, pattern: str | None) -> None:
    assert pattern_of(description) == pattern


@given(st.text(max_size=200))
def test_a_pattern_always_stands_in_its_text(description: str) -> None:
    pattern = pattern_of(description)
    assert pattern is None or pattern in description.lower()


def test_the_month_before_crosses_the_year() -> None:
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert month_before(date(2026, 12, 1)) == date(2026, 11, 1)

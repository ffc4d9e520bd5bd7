import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.search.plain_amounts import plain_amounts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 450,50 руб", " 1450.50"),
        ("1.450,50 EUR", " 1450.50"),
        ("$1,450.50", " 1450.50"),
        ("итого 620.00", " 620 620.00"),
        ("№ 42", " 42"),
        ("без чисел", ""),
    ],
)
def test_one_spelling_of_an_amount(text: str, plain: str) -> None:
    assert plain_amounts(text) == plain


@given(st.text(alphabet="0123456789., \u00a0'x", max_size=400))
def test_any_text_is_taken(text: str) -> None:
    assert all(part.replace(".", "").isdigit() for part in plain_amounts(text).split())

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db.keyset import MAX_PAGE, InvalidPageError, Page, decode_cursor, encode_cursor

VALUES: dict[type, st.SearchStrategy[Any]] = {
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    UUID: st.uuids(),
    int: st.integers(-(2**63) + 1, 2**63 - 1),
    str: st.text(max_size=50).filter(lambda text: "\x00" not in text),
}


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[Any], list[type]]:
    types = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=3))
    return [draw(VALUES[kind]) for kind in types], types


@given(rows())
def test_a_cursor_gives_back_its_values(row: tuple[list[Any], list[type]]) -> None:
    values, types = row
    assert decode_cursor(encode_cursor(values), types) == values


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidPageError):
        decode_cursor(text, [date, UUID])


def test_another_lists_cursor_is_refused() -> None:
    with pytest.raises(InvalidPageError):
        decode_cursor(encode_cursor([date(2026, 1, 1)]), [date, UUID])
    with pytest.raises(InvalidPageError):
        decode_cursor("A" * 2000, [date])


@pytest.mark.parametrize("size", [0, -1, MAX_PAGE + 1])
def test_pages_are_bounded(size: int) -> None:
    with pytest.raises(InvalidPageError):
        Page(size)

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.commands.csv_table import CsvError, read_day, read_minor

MINOR = st.integers(-(10**14), 10**14)


@given(MINOR, st.integers(0, 3))
def test_a_written_amount_is_read_back(minor: int, digits: int) -> None:
    text = f"{Decimal(minor).scaleb(-digits):f}"
    assert read_minor(text, digits, 1) == minor
    assert read_minor(text.replace(".", ","), digits, 1) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1 234,50", 123450), ("-1\u00a0234.5", -123450), ("\u22127", -700), ("0.30000000000000004", 30), ("+5", 500)],
)
def test_amounts_as_people_and_programs_write_them(text: str, minor: int) -> None:
    assert read_minor(text, 2, 1) == minor


@pytest.mark.parametrize("text", ["", "x", "NaN", "inf", "1.234", "1e999999999", "1,234,5", "1.2.3", "٣x"])
def test_what_is_no_amount_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(CsvError, match=r"^line 7: ") as refused:
        read_minor(text, 2, 7)
    assert refused.value.line == 7


def test_days() -> None:
    assert read_day("2024-02-29", 1).isoformat() == "2024-02-29"
    assert read_day("2024-02-29T10:00:00Z", 1).isoformat() == "2024-02-29"
    for text in ("2024-02-30", "31.01.2024", "", "yesterday"):
        with pytest.raises(CsvError, match="line 9"):
            read_day(text, 9)

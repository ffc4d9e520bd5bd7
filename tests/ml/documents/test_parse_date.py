from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.documents.parse_date import dates_in

MONTHS_RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 - reads better


@pytest.mark.parametrize(
    "text",
    [
        "13/03/2018",
        "13-03-2018",
        "13.03.2018",
        "13/03/18",
        "13-03-18",
        "13.03.18",
        "13 03 2018",
        "13/3/2018",
        "13 / 03 / 2018",
        "2018-03-13",
        "2018/03/13",
        "2018.03.13",
        "20180313",
        "20180313T1539",
        "13032018",
        "1303/2018",
        "13:03:2018",
        "13 MAR 2018",
        "13 MAR 18",
        "13MAR18",
        "13-Mar-2018",
        "13-MAR-18",
        "13 March 2018",
        "13th March 2018",
        "13th of March, 2018",
        "March 13, 2018",
        "Mar 13 2018",
        "MARCH 13th, 2018",
        "13 марта 2018 г.",
        "«13» марта 2018",
        "13 мар. 2018",
        "13 МАРТА 2018",
        "13. März 2018",
        "13 Mrz 2018",
        "13. Mär. 2018",
        "13 Mac 2018",
        "l3/O3/2018",
        "13,03.2018",
        "Date:13/03/2018 15:39",
    ],
)
def test_shapes_of_a_date(text: str) -> None:
    assert [found.value for found in dates_in(text)] == [date(2018, 3, 13)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date",
        "32/13/2018",
        "30.02.2024",
        "03-4105 6485",
        "12:49:00",
        "1.20",
        "192.168.10.12",
        "9555007/2018",
        "37 March 2018",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [found.value for found in dates_in(text)] == []


def test_day_and_month() -> None:
    assert dates_in("03/04/2025")[0].value == date(2025, 4, 3)
    assert dates_in("03/04/2025", month_first=True)[0].value == date(2025, 3, 4)
    exchanged = dates_in("03/28/2025")[0]
    assert exchanged.value == date(2025, 3, 28)
    assert exchanged.certainty < dates_in("28/03/2025")[0].certainty


def test_a_misread_century_is_ours_and_less_certain() -> None:
    found = dates_in("12-02-2618 11:34:45 AM")[0]
    assert found.value == date(2018, 2, 12)
    assert found.certainty < dates_in("12-02-2018")[0].certainty


def test_a_full_year_wins_over_figures_before_it() -> None:
    assert [found.value for found in dates_in("REG 2- 24/06/2018 22:43")] == [date(2018, 6, 24)]


def test_several_dates_come_in_their_order() -> None:
    values = [found.value for found in dates_in("от 01.02.2024, оплатить до 15 февраля 2024")]
    assert values == [date(2024, 2, 1), date(2024, 2, 15)]


@given(st.integers(min_value=0, max_value=18_000))
def test_every_day_in_common_shapes(days: int) -> None:
    day = date(1995, 1, 1) + timedelta(days=days)
    for text in (
        f"{day:%d.%m.%Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%d %b %Y}",
        f"{day.day} {MONTHS_RU[day.month - 1]} {day.year} г.",
    ):
        assert [found.value for found in dates_in(f"Дата {text}")] == [day], text


@given(st.text(alphabet=st.sampled_from("0123456789OIl|./-, :№ мартаMAR"), max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    for found in dates_in(text):
        assert 1990 <= found.value.year <= 2049
        assert 0 <= found.start < found.end <= len(text)

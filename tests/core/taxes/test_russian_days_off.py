"""Days off that the Government moved: every Russian deadline rests on them (Tax Code, art. 6.1(7))."""

from datetime import date

import pytest

from core.taxes.rules.deadline import next_working_day

DECREES = [
    ("Decree 1314 of 10.08.2023", ["2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"],
     ["2024-04-27", "2024-11-02", "2024-12-28"]),
    ("Decree 1335 of 4.10.2024, as government.ru announced it",
     ["2025-05-02", "2025-05-08", "2025-06-13", "2025-11-03", "2025-12-31"], ["2025-11-01"]),
    ("the decree signed on 24.09.2025, as the Government announced it", ["2026-01-09", "2026-12-31"], []),
    # Its text could not be read: these are the days that the library of holidays takes from consultant.ru, 544706.
    ("the decree for 2027", ["2027-02-22", "2027-11-05", "2027-12-31"], ["2027-02-20"]),
]  # fmt: skip


@pytest.mark.parametrize(("decree", "off", "worked"), DECREES)
def test_days_are_off_and_worked_as_decreed(decree: str, off: list[str], worked: list[str]) -> None:
    for day in map(date.fromisoformat, off):
        assert next_working_day(day, "RU") > day, decree
    for day in map(date.fromisoformat, worked):
        assert next_working_day(day, "RU") == day, decree


@pytest.mark.parametrize(
    ("stated", "due", "source"),
    [
        ("2024-04-28", "2024-05-02", "forus.ru, tax calendar of May 2024"),
        ("2025-12-28", "2025-12-29", "e-kontur.ru/enquiry/2305, on contributions of 2025"),
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(stated: str, due: str, source: str) -> None:
    assert next_working_day(date.fromisoformat(stated), "RU") == date.fromisoformat(due), source

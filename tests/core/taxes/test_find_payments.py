from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.taxes.find_payments import EARLIEST, LATEST, TaxPayment, match_payments
from core.taxes.rules.deadline import Deadline, DeadlineKind

MARCH, APRIL = date(2025, 3, 28), date(2025, 4, 28)


def deadline(due_on: date, kind: DeadlineKind = DeadlineKind.PAYMENT) -> Deadline:
    """Of the month before."""
    start = (due_on.replace(day=1) - timedelta(days=1)).replace(day=1)
    end = due_on.replace(day=1) - timedelta(days=1)
    return Deadline(f"{kind}/{due_on}", kind, "Tax", start, end, due_on, due_on, "law")


def paid(number: int, day: date, amount: int) -> TaxPayment:
    return TaxPayment(UUID(int=number), day, Decimal(amount))


def matched(payments: list[TaxPayment], march: int = 1000, april: int = 1000) -> dict[str, int]:
    """The numbers of the payments by the month of their deadline."""
    both = [deadline(MARCH), deadline(APRIL)]
    owed = {both[0].key: Decimal(march), both[1].key: Decimal(april)}
    found = match_payments(both, owed, payments)
    return {key.removeprefix("payment/")[:7]: one.transaction_id.int for key, one in found.items()}


def test_of_two_alike_each_has_the_one_nearest_to_its_day() -> None:
    late, soon = paid(1, date(2025, 4, 2), 1000), paid(2, date(2025, 4, 25), 1000)
    assert matched([late, soon]) == {"2025-03": 1, "2025-04": 2}
    assert matched([soon]) == {"2025-04": 2}


def test_the_very_amount_decides_where_both_could_be() -> None:
    assert matched([paid(1, date(2025, 4, 20), 1000)], march=1000, april=3000) == {"2025-03": 1}
    assert matched([paid(1, date(2025, 4, 20), 1009)], march=1000, april=3000) == {"2025-03": 1}


def test_a_like_amount_is_enough_where_nothing_else_is_open() -> None:
    assert matched([paid(1, date(2025, 3, 20), 1300)], march=1000, april=3000) == {"2025-03": 1}
    assert matched([paid(1, date(2025, 3, 20), 1600)], march=1000, april=5000) == {}
    assert matched([paid(1, date(2025, 4, 20), 1100)]) == {}  # of which of the two nobody can tell
    assert matched([paid(1, date(2025, 3, 20), 1100), paid(2, date(2025, 3, 21), 1200)], april=9000) == {}


def test_what_is_too_early_too_late_or_of_nothing_is_of_no_deadline() -> None:
    early, late = min(date(2025, 3, 1), MARCH - EARLIEST), MARCH + LATEST
    for day, expected in ((early, 1), (late, 1), (early - timedelta(days=1), 0), (late + timedelta(days=1), 0)):
        assert len(matched([paid(1, day, 1000)], april=9000)) == expected
    assert matched([paid(1, MARCH, 1000)], march=0, april=0) == {}
    filing = deadline(MARCH, DeadlineKind.FILING)
    assert match_payments([filing], {filing.key: Decimal(5)}, [paid(1, MARCH, 5)]) == {}


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 12)), max_size=8),
    st.lists(st.integers(0, 10), min_size=4, max_size=4),
    st.randoms(use_true_random=False),
)
def test_each_payment_is_of_one_deadline_whatever_the_order(
    given_payments: list[tuple[int, int]], amounts: list[int], chance: Random
) -> None:
    deadlines = [deadline(date(2025, month, 28)) for month in (2, 3, 4, 5)]
    owed = {one.key: Decimal(amount) for one, amount in zip(deadlines, amounts, strict=True)}
    payments = [
        paid(number, date(2025, 1, 15) + timedelta(days=day), amount)
        for number, (day, amount) in enumerate(given_payments)
    ]
    found = match_payments(deadlines, owed, payments)
    assert len({one.transaction_id for one in found.values()}) == len(found)
    chance.shuffle(payments)
    chance.shuffle(deadlines)
    assert match_payments(deadlines, owed, payments) == found

"""Twins of which one is held: an id whose source told of a pending movement is not tied to a booked one for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from core.accounts.models import TransactionSource
from core.adapters.wiring import Platform
from core.ports.statement_parser import BookingStatus, StatementLine
from tests.core.accounts.books import Telling, open_books
from tests.support.people import Person

TAXI = StatementLine(date(2026, 3, 2), Decimal("-1.00"), "RUB", "Taxi")
HELD = replace(TAXI, status=BookingStatus.PENDING)
NEXT_DAY = replace(TAXI, booked_on=date(2026, 3, 3))


def feed(name: str, *lines: StatementLine, space: str = "feed") -> Telling:
    kind = TransactionSource.FEED if space == "feed" else TransactionSource.FILE
    return Telling(name, lines, 2, space, kind)


def csv(name: str, *lines: StatementLine, on: int = 2) -> Telling:
    return Telling(name, lines, on)


def named(line: StatementLine, bank_id: str) -> StatementLine:
    return replace(line, bank_id=bank_id)


BOOKED_ONE, HELD_ONE = named(TAXI, "0"), named(HELD, "2")
BOOKED, PENDING, BOOKED_LATER = (
    ("2026-03-02", -100, "Taxi", "booked"),
    ("2026-03-02", -100, "Taxi", "pending"),
    ("2026-03-03", -100, "Taxi", "booked"),
)


@pytest.mark.parametrize(
    ("tellings", "books"),
    [
        ([feed("a", BOOKED_ONE), feed("b", HELD_ONE), csv("c", TAXI, HELD)], [BOOKED, PENDING]),
        (
            [
                feed("a", BOOKED_ONE, space="ofx"),
                feed("b", HELD_ONE, space="ofx"),
                feed("c", named(TAXI, "7"), named(HELD, "8")),
            ],
            [BOOKED, PENDING],
        ),
        ([feed("a", HELD_ONE), csv("b", TAXI)], [BOOKED]),
        ([feed("a", HELD_ONE), feed("b", BOOKED_ONE), csv("c", TAXI)], [BOOKED, PENDING]),
        (
            [feed("a", BOOKED_ONE, HELD_ONE), csv("b", TAXI, HELD), csv("c", TAXI, NEXT_DAY, on=3)],
            [BOOKED, BOOKED_LATER],
        ),
    ],
)
async def test_twins_of_which_one_is_held_stay_two_in_any_order(
    platform: Platform, person: Person, tellings: Sequence[Telling], books: Sequence[object]
) -> None:
    assert person.user_id is not None
    for order in permutations(tellings):
        ledger = await open_books(platform, person.user_id)
        await ledger.tell_all(order)
        assert await ledger.ledger() == books, order


async def test_an_id_that_another_source_booked_is_its_own_sources_to_book(platform: Platform, person: Person) -> None:
    """A file tells of one booked taxi, the feed of one held: one row. Then the feed books it on the next day: two."""
    assert person.user_id is not None
    books = await open_books(platform, person.user_id)
    await books.tell_all([csv("a", TAXI), feed("b", HELD_ONE)])
    assert await books.ledger() == [BOOKED]
    await books.tell(feed("c", named(NEXT_DAY, "2")))
    assert await books.ledger() == [BOOKED, BOOKED_LATER]
    counts = await books.tell(feed("d", named(NEXT_DAY, "2")))
    assert (counts.new, counts.duplicate, counts.changed) == (0, 1, 0)


async def test_an_id_stays_with_the_row_that_its_own_source_books(platform: Platform, person: Person) -> None:
    assert person.user_id is not None
    books = await open_books(platform, person.user_id)
    await books.tell_all(
        [feed("a", HELD_ONE), csv("b", TAXI), feed("c", named(TAXI, "2")), feed("d", named(TAXI, "2"))]
    )
    assert await books.ledger() == [BOOKED]
    [row] = await books.rows()
    assert row.bank_id == "feed/2"

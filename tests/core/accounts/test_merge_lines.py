"""Each way in which two sources tell of one payment, or of two that look alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.accounts.models import LinkKind, LinkStatus, TransactionLinkRow, TransactionSource
from core.ports.statement_parser import BookingStatus, StatementLine
from tests.core.accounts.books import Books, Telling

COFFEE = StatementLine(date(2026, 3, 2), Decimal("-100.00"), "RUB", "Coffee house")
LUNCH = StatementLine(date(2026, 3, 2), Decimal("-450.00"), "RUB", "Lunch")
HELD = replace(COFFEE, status=BookingStatus.PENDING)


def with_id(line: StatementLine, bank_id: str) -> StatementLine:
    return replace(line, bank_id=bank_id)


def feed(name: str, *lines: StatementLine, told_on: int = 1) -> Telling:
    return Telling(name, lines, told_on, space="feed", kind=TransactionSource.FEED)


async def test_the_same_source_again_is_nothing_new(books: Books) -> None:
    telling = Telling("a", [COFFEE, LUNCH, COFFEE])
    first, again = await books.tell_all([telling, telling])
    assert (first.new, first.duplicate) == (3, 0)
    assert (again.new, again.duplicate) == (0, 3)


async def test_twins_are_counted(books: Books) -> None:
    counts = await books.tell_all([Telling("a", [COFFEE] * 2), Telling("b", [COFFEE] * 3), Telling("c", [COFFEE])])
    assert [count.new for count in counts] == [2, 1, 0]


async def test_a_feed_names_what_a_file_told_of(books: Books) -> None:
    named = [with_id(COFFEE, "tx-1"), with_id(COFFEE, "tx-2"), with_id(COFFEE, "tx-3")]
    counts = await books.tell_all([Telling("a", [COFFEE] * 2), feed("f", *named)])
    assert [count.new for count in counts] == [2, 1]
    assert sorted(row.bank_id or "" for row in await books.rows()) == ["feed/tx-1", "feed/tx-2", "feed/tx-3"]


async def test_two_spaces_name_one_payment_twice(books: Books) -> None:
    ofx = Telling("o", [with_id(COFFEE, "991")], space="ofx")
    counts = await books.tell_all([ofx, feed("f", with_id(COFFEE, "tx-1")), ofx, feed("g", with_id(COFFEE, "tx-1"))])
    assert [(count.new, count.duplicate) for count in counts] == [(1, 0), (0, 1), (0, 1), (0, 1)]


async def test_two_ids_of_one_space_are_two_payments(books: Books) -> None:
    counts = await books.tell_all([feed("f", with_id(COFFEE, "tx-1")), feed("f", with_id(COFFEE, "tx-2"))])
    assert [count.new for count in counts] == [1, 1]


async def test_pending_becomes_booked_by_its_id_with_a_tip(books: Books) -> None:
    booked = replace(with_id(COFFEE, "tx-1"), amount=Decimal("-110.00"), booked_on=date(2026, 3, 4))
    counts = await books.tell_all([feed("f", with_id(HELD, "tx-1")), feed("f", booked, told_on=2)])
    assert [(count.new, count.changed) for count in counts] == [(1, 0), (0, 1)]
    assert await books.ledger() == [("2026-03-04", -11000, "Coffee house", "booked")]


async def test_pending_becomes_booked_on_another_day_without_an_id(books: Books) -> None:
    booked = replace(COFFEE, booked_on=date(2026, 3, 5))
    counts = await books.tell_all([Telling("a", [HELD]), Telling("b", [booked]), Telling("a", [HELD])])
    assert [(count.new, count.changed, count.duplicate) for count in counts] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert await books.ledger() == [("2026-03-05", -10000, "Coffee house", "booked")]


async def test_an_older_file_with_the_pending_line_comes_later(books: Books) -> None:
    booked = replace(COFFEE, booked_on=date(2026, 3, 5))
    counts = await books.tell_all([Telling("b", [booked]), Telling("a", [HELD]), Telling("a", [HELD])])
    assert [count.new for count in counts] == [1, 0, 0]


@pytest.mark.parametrize("day", [2, 5])
async def test_a_hold_that_a_whole_feed_tells_of_no_more_was_booked_under_another_id(books: Books, day: int) -> None:
    booked = replace(COFFEE, booked_on=date(2026, 3, day), bank_id="b-1")
    whole = replace(feed("f", booked, told_on=6), covers_from=date(2026, 3, 1))
    counts = await books.tell_all([feed("f", with_id(HELD, "p-1")), whole, whole, feed("f", with_id(HELD, "p-1"))])
    assert [(count.new, count.changed) for count in counts] == [(1, 0), (0, 1), (0, 0), (0, 0)]
    assert await books.ledger() == [(f"2026-03-0{day}", -10000, "Coffee house", "booked")]


async def test_another_id_of_the_same_day_is_only_suspicious_while_the_hold_may_still_be_told_of(books: Books) -> None:
    later = feed("f", with_id(COFFEE, "b-1"), told_on=2)
    counts = await books.tell_all([feed("f", with_id(HELD, "p-1")), later])
    assert (counts[1].new, counts[1].changed, counts[1].suspicious) == (1, 0, 1)


async def test_a_hold_and_another_purchase_in_one_file_are_two(books: Books) -> None:
    booked = replace(COFFEE, booked_on=date(2026, 3, 4))
    assert (await books.tell(Telling("a", [HELD, booked]))).new == 2


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_two_versions_the_later_telling_holds(books: Books, order: tuple[int, int]) -> None:
    corrected = replace(with_id(COFFEE, "tx-1"), amount=Decimal("-90.00"))
    tellings = [feed("f", with_id(COFFEE, "tx-1"), told_on=1), feed("f", corrected, told_on=2)]
    await books.tell_all([tellings[place] for place in order])
    assert await books.ledger() == [("2026-03-02", -9000, "Coffee house", "booked")]


async def test_an_id_that_a_bank_uses_again_is_another_movement(books: Books) -> None:
    telling = feed("f", with_id(COFFEE, "1"), with_id(LUNCH, "1"))
    apart = [feed("f", with_id(COFFEE, "1")), feed("f", with_id(LUNCH, "1"))]
    counts = await books.tell_all([telling, telling, *apart])
    assert [count.new for count in counts] == [2, 0, 0, 0]


async def test_a_person_s_wording_survives_the_booking(books: Books) -> None:
    await books.tell(feed("f", with_id(HELD, "tx-1")))
    [row] = await books.rows()
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        kept = await uow.session.merge(row)
        kept.description = "Coffee with Pyotr"
    await books.tell(feed("f", with_id(COFFEE, "tx-1"), told_on=2))
    assert await books.ledger() == [("2026-03-02", -10000, "Coffee with Pyotr", "booked")]


async def test_other_words_for_one_payment_are_only_suspicious(books: Books) -> None:
    other = replace(COFFEE, description="COFFEE HOUSE MOSCOW RU", booked_on=date(2026, 3, 3))
    counts = await books.tell_all([Telling("a", [COFFEE]), feed("f", with_id(other, "tx-1"))])
    assert (counts[1].new, counts[1].suspicious) == (1, 1)


async def test_who_told_of_a_movement_is_kept(books: Books) -> None:
    tellings = [Telling("a", [COFFEE]), Telling("b", [COFFEE]), feed("f", with_id(COFFEE, "tx-1"))]
    await books.tell_all([*tellings, *tellings])
    assert await books.sightings() == {"a": 1, "b": 1, "f": 1}


async def test_two_rows_that_turn_out_to_be_one_keep_what_a_person_did_to_either(books: Books) -> None:
    booked = replace(COFFEE, booked_on=date(2026, 3, 4))
    ofx = Telling("o", [with_id(booked, "991")], space="ofx")
    await books.tell_all([feed("f", with_id(HELD, "tx-1"), with_id(LUNCH, "tx-2")), ofx])
    rows = {row.bank_id: row for row in await books.rows()}
    other = rows["ofx/991"]
    link = TransactionLinkRow(
        user_id=books.user_id,
        kind=LinkKind.REFUND,
        from_id=rows["feed/tx-2"].id,
        to_id=other.id,
        status=LinkStatus.REJECTED,
        score=Decimal("0.5"),
    )
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        (await uow.session.merge(other)).note = "with Pyotr"
        uow.session.add(link)
    await books.tell(feed("f", with_id(booked, "tx-1"), with_id(LUNCH, "tx-2"), told_on=5))
    assert [row.note for row in await books.rows() if row.description == "Coffee house"] == ["with Pyotr"]
    assert await books.sightings() == {"f": 2, "o": 1}
    async with books.platform.database.read(books.user_id) as read:
        kept = (await read.session.execute(select(TransactionLinkRow))).scalar_one()
    assert kept.to_id == rows["feed/tx-1"].id
    assert [count.new for count in await books.tell_all([ofx, feed("f", with_id(booked, "tx-1"))])] == [0, 0]


async def test_an_id_that_a_bank_writes_into_every_line_is_none(books: Books) -> None:
    lines = [replace(COFFEE, bank_id="0000", booked_on=date(2026, 3, day)) for day in range(1, 25)]
    counts = await books.tell_all([Telling("o", [*lines, lines[0]], space="ofx"), Telling("o", lines, space="ofx")])
    assert [(count.new, count.duplicate) for count in counts] == [(25, 0), (0, 24)]
    assert {row.bank_id for row in await books.rows()} == {None}

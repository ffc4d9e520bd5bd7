"""What belongs together is found where it is certain, and only suggested where it is not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.linking.decide_link import decide_link
from core.accounts.linking.link_transactions import link_transactions
from core.accounts.load_exchange_rates import load_rates
from core.accounts.models import (
    AccountRow,
    BookSettingsRow,
    LinkKind,
    LinkStatus,
    TransactionLinkRow,
)
from core.adapters.wiring import Platform
from core.ports.rate_feed import Rate, RatePublisher
from core.ports.statement_parser import BookingStatus, StatementLine
from tests.core.accounts.books import Books, Telling, open_books

OUT = StatementLine(date(2026, 3, 2), Decimal("-5000.00"), "RUB", "Перевод между своими счетами")
IN = StatementLine(date(2026, 3, 3), Decimal("5000.00"), "RUB", "Зачисление")
SHOES = StatementLine(date(2026, 3, 2), Decimal("-3990.00"), "RUB", "OZON MARKET")


@pytest.fixture
async def savings(platform: Platform, books: Books) -> Books:
    return await open_books(platform, books.user_id)


async def found(books: Books, since: date | None = None) -> list[TransactionLinkRow]:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        await link_transactions(uow, since)
    async with books.platform.database.read(books.user_id) as read:
        return list((await read.session.execute(select(TransactionLinkRow))).scalars())


async def verdicts(books: Books) -> list[tuple[LinkKind, LinkStatus]]:
    return sorted((link.kind, link.status) for link in await found(books))


async def decide(books: Books, link_id: UUID, *, belongs: bool) -> None:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        await decide_link(uow, books.platform.clock, link_id, belongs=belongs)


async def test_a_transfer_that_says_so_is_paired_once(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN]))
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.AUTOMATIC)]
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.AUTOMATIC)]


async def test_two_candidates_are_only_suggested(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN, replace(IN, booked_on=date(2026, 3, 4))]))
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.SUGGESTED)] * 2


async def test_equal_amounts_alone_are_only_suggested(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [replace(OUT, description="Оплата по счёту 15")]))
    await savings.tell(Telling("b", [replace(IN, description="Оплата от клиента")]))
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.SUGGESTED)]


async def test_the_account_number_settles_what_amounts_leave_open(books: Books, savings: Books) -> None:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        (await uow.session.get_one(AccountRow, savings.account_id)).number = "40817810000000000002"
    await books.tell(Telling("a", [replace(OUT, counterparty_account="40817810000000000002"), OUT]))
    await savings.tell(Telling("b", [IN]))
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.AUTOMATIC)]


async def test_a_rejected_pair_never_comes_again(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN]))
    [link] = await found(books)
    await decide(books, link.id, belongs=False)
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.REJECTED)]


async def test_a_confirmed_pair_ends_its_rivals(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN, replace(IN, booked_on=date(2026, 3, 4))]))
    link, _ = await found(books)
    await decide(books, link.id, belongs=True)
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.CONFIRMED)]


async def test_pairing_can_be_switched_off(books: Books, savings: Books) -> None:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        uow.session.add(BookSettingsRow(user_id=books.user_id, pairs_transfers=False))
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN]))
    assert await verdicts(books) == []


@pytest.mark.parametrize(("arrived", "status"), [("50.30", LinkStatus.AUTOMATIC), ("46.00", None)])
async def test_an_exchange_is_paired_within_a_tight_band_of_the_days_rate(
    platform: Platform, books: Books, arrived: str, status: LinkStatus | None
) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await load_rates(uow, RatePublisher.ECB, [Rate(date(2026, 3, 1), "RUB", Decimal("99.2"))])
        await load_rates(uow, RatePublisher.ECB, [Rate(date(2026, 3, 1), "EUR", Decimal(1))])
    euros = await open_books(platform, books.user_id, "EUR")
    await books.tell(Telling("a", [OUT]))
    await euros.tell(Telling("b", [StatementLine(date(2026, 3, 3), Decimal(arrived), "EUR", "Incoming")]))
    assert await verdicts(books) == ([(LinkKind.TRANSFER, status)] if status else [])


async def test_the_amount_in_the_other_currency_needs_no_rate(platform: Platform, books: Books) -> None:
    yen = await open_books(platform, books.user_id, "JPY")
    paid = replace(OUT, description="Purchase of JPY", original_amount=Decimal(-8100), original_currency="JPY")
    await books.tell(Telling("a", [paid]))
    await yen.tell(Telling("b", [StatementLine(date(2026, 3, 3), Decimal(8100), "JPY", "Incoming")]))
    assert await verdicts(books) == [(LinkKind.TRANSFER, LinkStatus.AUTOMATIC)]


async def test_a_refund_is_linked_to_its_purchase(books: Books) -> None:
    back = replace(SHOES, amount=Decimal("3990.00"), booked_on=date(2026, 3, 20), description="Возврат OZON MARKET")
    await books.tell(Telling("a", [SHOES, back, replace(SHOES, amount=Decimal("-120.00"))]))
    [link] = await found(books)
    rows = {row.id: row for row in await books.rows()}
    assert (link.kind, link.status) == (LinkKind.REFUND, LinkStatus.AUTOMATIC)
    assert (rows[link.from_id].amount_minor, rows[link.to_id].amount_minor) == (-399000, 399000)


async def test_a_refund_of_one_of_two_purchases_is_only_suggested(books: Books) -> None:
    back = replace(SHOES, amount=Decimal("3990.00"), booked_on=date(2026, 3, 20))
    await books.tell(Telling("a", [SHOES, replace(SHOES, booked_on=date(2026, 3, 9)), back]))
    assert await verdicts(books) == [(LinkKind.REFUND, LinkStatus.SUGGESTED)]


async def test_a_confirmed_duplicate_leaves_one_row_that_no_source_brings_back(books: Books) -> None:
    other = Telling("f", [replace(SHOES, description="OZON.RU MARKETPLACE MSK", bank_id="tx-9")], space="feed")
    await books.tell_all([Telling("a", [SHOES]), other])
    [link] = [link for link in await found(books) if link.kind is LinkKind.DUPLICATE]
    await decide(books, link.id, belongs=True)
    counts = await books.tell_all([other, Telling("a", [SHOES])])
    assert [count.new for count in counts] == [0, 0]
    kept, gone = await books.rows()
    assert (kept.deleted_at is None, gone.deleted_at is None) == (True, False)
    assert await books.sightings() == {"a": 1, "f": 2}


async def test_a_hold_that_settles_under_another_id_and_amount_is_suggested_and_folded(books: Books) -> None:
    held = replace(SHOES, status=BookingStatus.PENDING, bank_id="p-1")
    settled = replace(SHOES, amount=Decimal("-4200.00"), booked_on=date(2026, 3, 5), bank_id="b-1")
    await books.tell(Telling("f", [held], 1, "feed"))
    assert (await books.tell(Telling("f", [held, replace(settled, bank_id="b-0")], 2, "feed"))).suspicious == 0
    assert (await books.tell(Telling("f", [settled], 3, "feed"))).suspicious == 1
    [link] = await found(books)
    assert (link.kind, link.status) == (LinkKind.SETTLEMENT, LinkStatus.SUGGESTED)
    await decide(books, link.id, belongs=True)
    rows = [row for row in await books.rows() if row.deleted_at is None]
    assert {(row.bank_id, row.status) for row in rows} == {
        ("feed/b-0", BookingStatus.BOOKED),
        ("feed/b-1", BookingStatus.BOOKED),
    }
    assert (await books.tell(Telling("f", [held], 1, "feed"))).new == 0


async def test_only_what_is_near_the_news_is_looked_at(books: Books, savings: Books) -> None:
    await books.tell(Telling("a", [OUT]))
    await savings.tell(Telling("b", [IN]))
    assert await found(books, IN.booked_on + timedelta(days=4)) == []
    assert len(await found(books, IN.booked_on)) == 1

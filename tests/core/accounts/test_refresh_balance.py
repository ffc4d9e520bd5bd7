"""The balance is the bank's last word and what was booked since, whatever came first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from core.accounts.create_transaction import CreateTransaction, create_transaction
from core.accounts.models import AccountRow
from core.accounts.refresh_balance import StatedBalance, end_of, refresh_balance
from core.accounts.repository import account_of
from core.adapters.wiring import Platform
from core.ports.statement_parser import BookingStatus, StatementLine
from tests.core.accounts.books import Books, Telling, open_books
from tests.support.people import Person

RENT = StatementLine(date(2026, 3, 2), Decimal("-300.00"), "RUB", "Rent")
FEE = replace(RENT, booked_on=date(2026, 3, 9), amount=Decimal("-10.00"), description="Fee")
HELD = replace(FEE, booked_on=date(2026, 3, 10), description="Held", status=BookingStatus.PENDING)
STEPS = (
    (Telling("a", [RENT]), StatedBalance(700_00, end_of(date(2026, 3, 5)))),
    (Telling("b", [FEE, HELD]), None),
    (Telling("c", [RENT]), StatedBalance(650_00, end_of(date(2026, 3, 3)))),
)


async def balance_after(books: Books, steps: list[tuple[Telling, StatedBalance | None]]) -> int:
    for telling, stated in steps:
        await books.tell(telling)
        async with books.platform.database.unit_of_work(books.user_id) as uow:
            account = await account_of(uow.session, books.user_id, books.account_id, for_update=True)
            await refresh_balance(uow, account, stated, telling.lines[-1].booked_on)
    async with books.platform.database.read(books.user_id) as read:
        return (await read.session.get_one(AccountRow, books.account_id)).balance_minor


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_latest_statement_holds_and_what_was_booked_after_it_counts(
    platform: Platform, person: Person, order: tuple[int, ...]
) -> None:
    assert person.user_id is not None
    books = await open_books(platform, person.user_id)
    assert await balance_after(books, [STEPS[place] for place in order]) == 690_00


async def test_what_was_written_by_hand_counts_until_a_bank_tells_of_it(books: Books) -> None:
    async with books.platform.database.unit_of_work(books.user_id) as uow:
        by_hand = CreateTransaction(books.account_id, date(2026, 3, 2), Decimal("-300.00"), "RUB", "Rent")
        await create_transaction(uow, by_hand)
    stated = StatedBalance(700_00, end_of(date(2026, 3, 5)))
    assert await balance_after(books, [(Telling("a", [FEE]), stated)]) == 390_00
    assert await balance_after(books, [(Telling("b", [RENT]), None)]) == 690_00

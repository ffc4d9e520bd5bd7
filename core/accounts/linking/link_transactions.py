"""What belongs together in a person's books, found after each import and sync."""

from datetime import date

from sqlalchemy import select

from core.accounts.linking.choose_pairing import pairs_transfers
from core.accounts.linking.link_refunds import link_refunds
from core.accounts.linking.pair_transfers import pair_transfers
from core.accounts.models import AccountRow
from core.db.uow import UnitOfWork
from core.money import Currency


async def link_transactions(uow: UnitOfWork, since: date | None = None) -> None:
    """Pair transfers, unless the person has switched it off, and link refunds. Doing it again changes nothing.

    `since` is the first day of which something new was told; None looks at all the books.
    """
    first = since or date.min
    if await pairs_transfers(uow.session, uow.person):
        codes = select(AccountRow.currency).where(AccountRow.user_id == uow.person).distinct()
        currencies = (await uow.session.execute(codes)).scalars()
        await pair_transfers(uow, {code: Currency(code).exponent for code in currencies}, first)
    await link_refunds(uow, first)

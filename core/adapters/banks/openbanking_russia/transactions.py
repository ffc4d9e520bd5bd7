"""Reading an account's rows off a live table, page by page: none lost, none twice."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.read_answer import BANK_ZONE, JsonObject, block, objects, whole_number
from core.adapters.banks.openbanking_russia.transaction_row import TransactionRow, read_row
from core.adapters.banks.send_to_bank import BankRequest
from core.ports.bank_feed import BankAccount, BankConsent, BankError, BankInfo
from core.ports.statement_parser import StatementLine

PAGE_SIZE: Final = 100
MOST_PAGES: Final = 2_000
MOST_PASSES: Final = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest row first. What the bank did not say is None."""

    rows: tuple[TransactionRow, ...]
    says_next: bool | None
    total_pages: int | None
    total_records: int | None

    def is_followed(self, number: int) -> bool:
        """Whether page `number + 1` is worth asking for."""
        if self.total_pages is not None:
            return number < self.total_pages
        if self.says_next is not None:
            return self.says_next
        return len(self.rows) >= PAGE_SIZE


FetchPage = Callable[[int], Awaitable[Page]]


async def read_transactions(
    call: BankCaller, bank: BankInfo, consent: BankConsent, account: BankAccount, since: date | None
) -> list[StatementLine]:
    """Movements booked on or after `since`, newest first, each bank id once.

    Raises BankError when the table won't hold still.
    """
    path = f"/accounts/{quote(account.external_id, safe='')}/transactions"

    async def fetch(number: int) -> Page:
        query = {"page": str(number), "limit": str(PAGE_SIZE)}
        if since is not None:  # most banks ignore it; a day early, for those that count days elsewhere
            query["from_booking_date_time"] = f"{(since - timedelta(days=1)).isoformat()}T00:00:00Z"
        answer = await call(bank, BankRequest("GET", path, query=query), consent_id=consent.consent_id)
        return read_page(answer.content)

    rows = await read_rows(bank, fetch, since)
    lines = [row.line for row in rows if row.line is not None]
    return [line for line in lines if since is None or line.booked_on >= since]


async def read_rows(bank: BankInfo, fetch: FetchPage, since: date | None) -> list[TransactionRow]:
    """All rows, newest first, at least down to `since`; read anew when the table moved so that one may be missing.

    With the bank's totals, no row is missed whatever arrives or vanishes; without them, none as long as what
    vanishes stood on the first page, where pending rows stand. Raises BankError after `MOST_PASSES`.
    """
    for _ in range(MOST_PASSES):
        rows = await _one_pass(bank, fetch, since)
        if rows is not None:
            return sorted(rows.values(), key=lambda row: (row.booked_at, row.bank_id), reverse=True)
    raise BankError(f"{bank.name}'s list of transactions kept changing while it was read.", retryable=True)


def read_page(content: JsonObject) -> Page:
    """A page out of the bank's envelope, of which only the rows are sure to be there."""
    links, meta = block(content, "links"), block(content, "meta")
    return Page(
        rows=tuple(read_row(shown) for shown in objects(block(content, "data"), "transaction")),
        says_next=bool(links.get("next")) if links else None,
        total_pages=whole_number(meta, "totalPages"),
        total_records=whole_number(meta, "totalRecords"),
    )


async def _one_pass(bank: BankInfo, fetch: FetchPage, since: date | None) -> dict[str, TransactionRow] | None:
    """All rows by id, or None when rows vanished meanwhile and so others may have slipped between two pages."""
    first = page = await fetch(1)
    rows = {row.bank_id: row for row in first.rows}
    number, reached_since = 1, _is_past(first, since)
    while not reached_since and page.is_followed(number):
        number += 1
        if number > MOST_PAGES:
            raise BankError(f"{bank.name} has more than {MOST_PAGES} pages of transactions.", retryable=False)
        page = await fetch(number)
        known = len(rows)
        rows.update((row.bank_id, row) for row in page.rows)
        if len(rows) == known:  # past the end, or paging is ignored, or a whole page arrived meanwhile
            break
        reached_since = _is_past(page, since)
    if number == 1:
        return rows
    repeated = not reached_since and bool(page.rows) and page.is_followed(number)
    known = len(rows)
    caught_up = await _catch_up(fetch, first, rows, is_whole=not reached_since)
    if caught_up is not None and repeated and len(caught_up) > known:
        return None
    return caught_up


async def _catch_up(
    fetch: FetchPage, first: Page, rows: dict[str, TransactionRow], *, is_whole: bool
) -> dict[str, TransactionRow] | None:
    """Read again from the top until known rows come, then check that nothing slipped away; None when it did."""
    known, again, number = set(rows), set[str](), 0
    while True:
        number += 1
        page = await fetch(number)
        ids = {row.bank_id for row in page.rows}
        again |= ids
        rows.update((row.bank_id, row) for row in page.rows)
        if ids & known or not ids or number >= MOST_PAGES:
            break
    arrived = len(again - known)
    still_there = first.rows[: len(again) - arrived]  # arrivals push as many old rows off the page
    if any(row.bank_id not in again for row in still_there):
        return None
    if page.total_records is not None:
        if first.total_records is not None and page.total_records != first.total_records + arrived:
            return None
        if is_whole and len(rows) < page.total_records:
            return None
    return rows


def _is_past(page: Page, since: date | None) -> bool:
    """Whether later pages can only be older: this one ends before `since` in order, or lies wholly before it."""
    if since is None or not page.rows:
        return False
    days = [row.booked_at.astimezone(BANK_ZONE).date() for row in page.rows]
    in_order = all(earlier.booked_at >= later.booked_at for earlier, later in pairwise(page.rows))
    return days[-1] < since if in_order else max(days) < since

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.adapters.banks.openbanking_russia.transaction_row import TransactionRow
from core.adapters.banks.openbanking_russia.transactions import MOST_PAGES, Page, read_rows
from core.ports.bank_feed import BankError, BankInfo

BANK = BankInfo("vbank", "VBank", "http://bank")
START = datetime(2026, 1, 1, tzinfo=UTC)
SIZE = 4


def _row(number: int) -> TransactionRow:
    return TransactionRow(f"tx-{number:05d}", START + timedelta(hours=number), None)


@dataclass
class Table:
    """A table of rows, newest first, that moves after each page served as its script says."""

    rows: list[TransactionRow]
    script: list[tuple[int, list[float]]] = field(default_factory=list)
    tells_totals: bool = True
    tells_links: bool = True
    served: int = 0
    made: int = 0
    ever: set[str] = field(default_factory=set)
    always: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.made = len(self.rows)
        self.ever = {row.bank_id for row in self.rows}
        self.always = set(self.ever)

    async def fetch(self, number: int) -> Page:
        shown = tuple(self.rows[(number - 1) * SIZE : number * SIZE])
        pages = -(-len(self.rows) // SIZE)
        page = Page(
            rows=shown,
            says_next=number < pages if self.tells_links else None,
            total_pages=pages if self.tells_totals else None,
            total_records=len(self.rows) if self.tells_totals else None,
        )
        self.served += 1
        if self.script:
            self._move(*self.script.pop(0))
        return page

    def _move(self, arrivals: int, vanishing: list[float]) -> None:
        for place in vanishing:
            if self.rows:
                gone = self.rows.pop(int(place * len(self.rows)))
                self.always.discard(gone.bank_id)
        for _ in range(arrivals):
            self.rows.insert(0, _row(self.made))
            self.ever.add(self.rows[0].bank_id)
            self.made += 1


def _table(size: int, script: list[tuple[int, list[float]]], *, tells_totals: bool = True) -> Table:
    return Table([_row(number) for number in reversed(range(size))], script, tells_totals)


_PLACES = st.lists(st.floats(0, 0.999), max_size=2)
_MOVES = st.lists(st.tuples(st.integers(0, 9), _PLACES), max_size=12)
_ARRIVALS = st.lists(st.tuples(st.integers(0, 9), st.just(list[float]())), max_size=12)


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 40), _MOVES)
async def test_no_row_that_stayed_is_lost_whatever_arrives_or_vanishes(
    size: int, script: list[tuple[int, list[float]]]
) -> None:
    table = _table(size, script)
    try:
        rows = await read_rows(BANK, table.fetch, None)
    except BankError as error:
        assert error.retryable  # noqa: PT017 - it may give up, but not lose
        return
    ids = [row.bank_id for row in rows]
    assert len(set(ids)) == len(ids)
    assert table.always <= set(ids) <= table.ever
    assert ids == sorted(ids, reverse=True)


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 40), _ARRIVALS, st.booleans())
async def test_arrivals_alone_are_followed_with_or_without_totals(
    size: int, script: list[tuple[int, list[float]]], tells_totals: bool
) -> None:
    table = _table(size, script, tells_totals=tells_totals)
    before = set(table.always)
    try:
        rows = await read_rows(BANK, table.fetch, None)
    except BankError as error:
        assert error.retryable  # noqa: PT017 - it may give up, but not lose
        return
    ids = [row.bank_id for row in rows]
    assert len(set(ids)) == len(ids)
    assert before <= set(ids) <= table.ever


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 60), st.integers(0, 60))
async def test_since_is_reached_without_reading_on(size: int, wanted: int) -> None:
    table = _table(size, [])
    since = (START + timedelta(hours=3)).date() + timedelta(days=wanted)
    rows = await read_rows(BANK, table.fetch, since)
    expected = [row.bank_id for row in table.rows if (row.booked_at + timedelta(hours=3)).date() >= since]
    assert [row.bank_id for row in rows][: len(expected)] == expected
    assert table.served <= len(expected) // SIZE + 3


async def test_a_still_table_is_read_in_one_pass() -> None:
    table = _table(10, [])
    assert len(await read_rows(BANK, table.fetch, None)) == 10
    assert table.served == 4, "three pages, and the first again"
    single = _table(4, [])
    assert len(await read_rows(BANK, single.fetch, None)) == 4
    assert single.served == 1
    empty = _table(0, [])
    assert await read_rows(BANK, empty.fetch, None) == []


async def test_a_page_out_of_order_is_read_past() -> None:
    table = _table(12, [])
    table.rows[3], table.rows[11] = table.rows[11], table.rows[3]
    rows = await read_rows(BANK, table.fetch, date(2026, 1, 1))
    assert len(rows) == 12


async def test_a_bank_that_never_ends_is_stopped() -> None:
    made = iter(range(10**9))

    async def fetch(_: int) -> Page:
        return Page(
            tuple(_row(next(made) % 10**6) for _ in range(1)), says_next=True, total_pages=None, total_records=None
        )

    with pytest.raises(BankError, match=f"more than {MOST_PAGES} pages"):
        await read_rows(BANK, fetch, None)


async def test_a_bank_that_says_next_for_ever_over_the_same_rows_is_stopped() -> None:
    calls = 0

    async def fetch(_: int) -> Page:
        nonlocal calls
        calls += 1
        return Page((_row(1), _row(0)), says_next=True, total_pages=None, total_records=None)

    assert len(await read_rows(BANK, fetch, None)) == 2
    assert calls == 3

"""The same statements in any order, any split and any repetition make the same books.

A made-up month of payments is told of by a feed, an OFX file and files without ids, taken on different days: what is
held on one day is booked on a later one. What has ids is split anywhere. A statement without ids is split between its
days, not inside one: of two files with one line each nobody can tell whether they show one purchase or two. Nor can
anybody tell, without ids that all sources share, which of two payments of one text and amount was booked when both
were held: of such twins one is held at most, where more than one source tells of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.models import TransactionSource
from core.adapters.wiring import Platform
from core.ports.statement_parser import BookingStatus, StatementLine
from tests.core.accounts.books import Books, Telling, open_books
from tests.support.people import Person

FIRST = date(2026, 3, 1)
DAYS = 8
LAST = DAYS + 4


@dataclass(frozen=True)
class Payment:
    """A real payment: made on a day, held for some days, then booked; a tip is known when it is booked."""

    number: int
    day: int
    held_days: int
    minor: int
    tip: int
    text: str

    def seen(self, on: int, *, with_id: str | None) -> StatementLine | None:
        """How a statement taken at the end of a day shows it."""
        if on < self.day:
            return None
        is_held = on < self.day + self.held_days
        tip = 0 if is_held else self.tip
        line = StatementLine(
            booked_on=FIRST + timedelta(days=self.day if is_held else self.day + self.held_days),
            amount=Decimal(-self.minor - tip).scaleb(-2),
            currency="RUB",
            description=self.text,
            status=BookingStatus.PENDING if is_held else BookingStatus.BOOKED,
        )
        return replace(line, bank_id=f"{with_id}-{self.number}") if with_id else line


@st.composite
def worlds(draw: st.DrawFn, tips: Sequence[int]) -> list[Payment]:
    """A few payments, alike often enough to be twins. Without ids a tip makes another row, for the person to decide."""
    count = draw(st.integers(1, 6))
    return [
        Payment(
            number=number,
            day=draw(st.integers(0, DAYS - 1)),
            held_days=draw(st.sampled_from([0, 0, 0, 1, 3])),
            minor=draw(st.sampled_from([100, 100, 250])),
            tip=draw(st.sampled_from(tips)),
            text=draw(st.sampled_from(["Coffee", "Taxi"])),
        )
        for number in range(count)
    ]


def held_once(world: Sequence[Payment]) -> list[Payment]:
    """The same payments, of which each amount and text is held once at most."""
    held: set[tuple[int, str]] = set()
    payments = list[Payment]()
    for payment in world:
        key = (payment.minor, payment.text)
        payments.append(replace(payment, held_days=0) if key in held else payment)
        if payment.held_days:
            held.add(key)
    return payments


@st.composite
def statements(draw: st.DrawFn, world: Sequence[Payment], spaces: Sequence[str]) -> list[Telling]:
    """Parts of statements that were taken on different days. Beside files without ids all are split between days."""
    parts: list[Telling] = []
    for number in range(draw(st.integers(1, 3))):
        space = draw(st.sampled_from(spaces))
        taken = draw(st.integers(0, LAST))
        shown = [payment.seen(taken, with_id=None if space == "csv" else space) for payment in world]
        lines = [line for line in shown if line is not None]
        cut = FIRST + timedelta(days=draw(st.integers(0, LAST)))
        kind = TransactionSource.FEED if space == "feed" else TransactionSource.FILE
        is_first = {id(x): draw(st.booleans()) if "csv" not in spaces else x.booked_on < cut for x in lines}
        halves = ([x for x in lines if is_first[id(x)]], [x for x in lines if not is_first[id(x)]])
        shuffled = [draw(st.permutations(half)) for half in halves]
        parts.extend(Telling(f"{space}{number}", half, taken + 1, space, kind) for half in shuffled)
    return parts


async def _books_after(platform: Platform, person: Person, tellings: Sequence[Telling]) -> Books:
    assert person.user_id is not None
    books = await open_books(platform, person.user_id)
    await books.tell_all(tellings)
    return books


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
async def test_order_split_and_repetition_make_no_difference(
    platform: Platform, person: Person, data: st.DataObject
) -> None:
    spaces = data.draw(st.sampled_from([["csv"], ["feed"], ["feed", "ofx"], ["csv", "feed", "ofx"]]), label="spaces")
    world = data.draw(worlds(tips=[0] if "csv" in spaces else [0, 0, 10]), label="world")
    if spaces != ["feed"]:
        world = held_once(world)
    told = data.draw(statements(world, spaces), label="told")
    again = data.draw(st.permutations(told + told[: data.draw(st.integers(0, len(told)))]), label="again")
    first = await _books_after(platform, person, told)
    second = await _books_after(platform, person, again)
    assert await first.ledger() == await second.ledger()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
async def test_a_last_whole_statement_makes_the_books_true(
    platform: Platform, person: Person, data: st.DataObject
) -> None:
    """No payment lost, none twice: once everything is booked and told, the books hold exactly the payments."""
    world = data.draw(worlds(tips=[0, 0, 10]), label="world")
    space = data.draw(st.sampled_from(["feed", "ofx"]), label="space")
    told = data.draw(statements(world, [space]), label="told")
    shown = [payment.seen(LAST, with_id=space) for payment in world]
    whole = Telling("whole", [line for line in shown if line is not None], 31, space)
    books = await _books_after(platform, person, data.draw(st.permutations([*told, whole]), label="order"))
    true = sorted(
        (line.booked_on.isoformat(), int(line.amount * 100), line.description, "booked") for line in whole.lines
    )
    assert await books.ledger() == true

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.banking.sync_times import next_sync_at

moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 hypothesis adds the zone


@given(st.uuids(), st.integers(1, 48), moments)
def test_a_day_holds_no_more_turns_than_the_bank_allows(connection: UUID, reads: int, start: datetime) -> None:
    turns = [next_sync_at(connection, reads, start)]
    while (turn := turns[-1]) is not None and turn <= start + timedelta(days=1):
        turns.append(next_sync_at(connection, reads, turn))
    slot = timedelta(seconds=-(-86_400 // reads))
    assert len(turns) - 1 in {reads, int(timedelta(days=1) / slot)}
    assert all(later - earlier == slot for earlier, later in pairwise(turns) if earlier and later)


@given(st.uuids(), st.integers(1, 48), moments)
def test_the_next_turn_is_ahead_and_the_same_whoever_asks(connection: UUID, reads: int, now: datetime) -> None:
    turn = next_sync_at(connection, reads, now)
    assert turn is not None
    assert timedelta(0) < turn - now <= timedelta(seconds=-(-86_400 // reads))
    assert next_sync_at(connection, reads, turn - timedelta(seconds=1)) == turn


def test_connections_do_not_meet_a_bank_all_at_once() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    turns = {next_sync_at(UUID(int=number), 4, now) for number in range(1000)}
    assert len(turns) > 950


def test_a_bank_that_allows_none_is_never_read_unasked() -> None:
    assert next_sync_at(UUID(int=1), 0, datetime(2026, 1, 1, tzinfo=UTC)) is None

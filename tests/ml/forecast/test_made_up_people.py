from itertools import accumulate

import pytest

from ml.forecast import made_up_everyday, made_up_kinds
from ml.forecast.evaluate_kinds import measure_kinds
from ml.forecast.made_up_everyday import everyday_account
from ml.forecast.made_up_kinds import Kind, account_of


def test_everyday_accounts_are_drawn_from_their_seed_and_never_below_zero() -> None:
    assert everyday_account(7) == everyday_account(7) != everyday_account(8)
    opened = set()
    for seed in range(40):
        rows = everyday_account(seed)
        assert min(accumulate(row.amount_minor for row in rows)) >= 0
        assert [row.day for row in rows] == sorted(row.day for row in rows)
        assert rows[-1].day <= made_up_everyday.LAST_DAY
        assert all(row.amount_minor for row in rows)
        opened.add(rows[0].day)
    assert len(opened) > 20


@pytest.mark.parametrize("kind", list(Kind))
def test_people_of_a_kind_live_on_what_it_says(kind: Kind) -> None:
    assert account_of(kind, 1) == account_of(kind, 1) != account_of(kind, 2)
    rows = account_of(kind, 1)
    assert min(accumulate(row.amount_minor for row in rows)) >= 0
    assert rows[-1].day <= made_up_kinds.LAST_DAY
    earned = {row.description for row in rows[1:] if row.amount_minor > 0}
    wanted = {Kind.SAVINGS: "", Kind.FREELANCE: "Client"}.get(kind, "Wages")
    assert all(text.startswith(wanted) for text in earned)
    assert bool(earned) is bool(wanted)


def test_of_people_of_plain_kinds_more_is_foretold_than_by_standing_still() -> None:
    found = measure_kinds(accounts=6)
    for kind in set(Kind) - {Kind.FREELANCE}:
        assert found[kind]["ours"]["pinball"] < found[kind]["persistence"]["pinball"], kind

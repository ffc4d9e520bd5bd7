from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.bank import Bank, PersonExistsError
from sandbox.config import SandboxConfig
from tests.sandbox.conftest import NOW


def test_available_is_booked_less_pending(bank: Bank) -> None:
    (main, savings) = bank.accounts_of("demo-1")
    pending = [entry for entry in bank.rows(main) if entry.booked_at > NOW]
    assert pending
    assert all(entry.by_card and entry.minor < 0 for entry in pending)
    assert main.available_minor(NOW) == main.booked_minor(NOW) + sum(entry.minor for entry in pending)
    assert savings.available_minor(NOW) == savings.booked_minor(NOW)


def test_a_restart_on_another_day_tells_the_same_rows(config: SandboxConfig) -> None:
    earlier = Bank(replace(config, clock=lambda: datetime(2026, 11, 3, 9, tzinfo=UTC)))
    later = Bank(config)
    before = {e.entry_id: e for e in earlier.rows(earlier.accounts_of("demo-2")[0])}
    after = {e.entry_id: e for e in later.rows(later.accounts_of("demo-2")[0])}
    assert len(before) > 500
    assert before.items() <= after.items()


def test_rows_appear_as_time_goes_on(config: SandboxConfig) -> None:
    moments = [datetime(2026, 11, 10, 9, tzinfo=UTC)]
    living = Bank(replace(config, clock=lambda: moments[0]))
    account = living.accounts_of("demo-3")[0]
    seen = [len(living.rows(account))]
    for days in (1, 2, 8):
        moments[0] = datetime(2026, 11, 10, 9, tzinfo=UTC) + timedelta(days=days)
        found = living.account(account.account_id)
        assert found is account
        seen.append(len(living.rows(account)))
    assert seen == sorted(set(seen))
    moments[0] = NOW
    fresh = Bank(config)
    living.account(account.account_id)
    assert living.rows(account) == fresh.rows(fresh.accounts_of("demo-3")[0])


def test_ids_are_unique_within_a_bank(bank: Bank) -> None:
    rows = [e.entry_id for person in bank.people for account in bank.accounts_of(person) for e in bank.rows(account)]
    assert len(rows) > 5_000
    assert Counter(rows).most_common(1)[0][1] == 1
    accounts = [a for person in bank.people for a in bank.accounts_of(person)]
    assert len({a.account_id for a in accounts}) == len({a.number for a in accounts}) == 10


def test_the_three_banks_differ_and_agree_on_people(config: SandboxConfig) -> None:
    banks = {code: Bank(replace(config, code=code)) for code in ("vbank", "abank", "sbank")}
    roles = {code: [a.role for a in bank.accounts_of("demo-2")] for code, bank in banks.items()}
    assert roles == {"vbank": ["main", "savings"], "abank": ["business"], "sbank": ["everyday", "loan"]}
    business, main = banks["abank"].accounts_of("demo-2")[0], banks["vbank"].accounts_of("demo-2")[0]
    own = "Перевод между своими счетами"
    sent = [-e.minor for e in reversed(banks["abank"].rows(business)) if e.text == own and e.minor < 0]
    got = [e.minor for e in reversed(banks["vbank"].rows(main)) if e.text == own and e.minor > 0]
    assert len(sent) > 50
    assert Counter(sent) - Counter(got) <= Counter(sent[-1:]), "all but perhaps one on its way have arrived"


def test_new_people_are_seeded_and_names_taken_once(bank: Bank) -> None:
    bank.add_person("person-new", 42)
    twin = Bank(bank.config)
    twin.add_person("person-new", 42)
    rows = [bank.rows(account) for account in bank.accounts_of("person-new")]
    assert rows == [twin.rows(account) for account in twin.accounts_of("person-new")]
    assert sum(len(found) for found in rows) > 300
    with pytest.raises(PersonExistsError):
        bank.add_person("person-new", 43)


def test_reset_forgets_what_was_added(bank: Bank) -> None:
    before = bank.rows(bank.accounts_of("demo-1")[0])
    bank.insert_row(bank.accounts_of("demo-1")[0], 1_00, "x")
    bank.add_person("person-new", 1)
    bank.faults.server_errors = 3
    bank.reset()
    assert "person-new" not in bank.people
    assert bank.faults.server_errors == 0
    assert bank.rows(bank.accounts_of("demo-1")[0]) == before


@pytest.mark.parametrize(
    ("changed", "problem"),
    [({"code": "xbank"}, "not one of"), ({"client_secret": ""}, "are required"), ({"client_id": ""}, "are required")],
)
def test_a_bank_without_code_or_secret_is_refused(config: SandboxConfig, changed: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        replace(config, **changed)  # type: ignore[arg-type]  # a table of wrong values

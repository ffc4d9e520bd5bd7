from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from sandbox.life.live import Life, history_start
from sandbox.life.movements import BUSINESS, MOSCOW, AccountKey, Movement
from sandbox.life.profiles import PROFILES, profile_for

TODAY = date(2026, 11, 20)
PEOPLE = [f"demo-{number}" for number in range(1, 6)]


def _life(person: str, until: date = TODAY, seed: int = 1) -> tuple[Life, list[Movement]]:
    life = Life(person, seed, TODAY)
    return life, life.until(until)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_account_but_the_loan_ever_goes_below_zero(person: str) -> None:
    life, movements = _life(person)
    balances: dict[AccountKey, int] = dict(life.opening)
    for movement in sorted(movements, key=lambda m: (m.made_at, -m.minor)):
        balances[movement.account] += movement.minor
        if movement.account[1] != "loan":
            assert balances[movement.account] >= 0, movement


def test_the_same_seed_gives_the_same_life_and_another_seed_another() -> None:
    assert _life("demo-1")[1] == _life("demo-1")[1]
    assert _life("demo-1")[1] != _life("demo-1", seed=2)[1]
    assert _life("person-x", seed=7)[1] == _life("person-x", seed=7)[1]


def test_a_later_day_never_changes_an_earlier_one() -> None:
    life, whole = _life("demo-3")
    piecewise = Life("demo-3", 1, date(2026, 8, 1))
    pieces = piecewise.until(date(2026, 8, 1)) + piecewise.until(date(2026, 8, 2)) + piecewise.until(TODAY)
    assert pieces == whole
    assert life.until(TODAY) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_transfers_between_own_banks_match(person: str) -> None:
    """Every own transfer out has one in, of the same amount, within a day."""
    life, movements = _life(person)
    own = [m for m in movements if m.counterparty == life.profile.full_name]
    arrivals: dict[int, list[Movement]] = defaultdict(list)
    for movement in own:
        if movement.minor > 0:
            arrivals[movement.minor].append(movement)
    out = [m for m in own if m.minor < 0 and m.made_at.astimezone(MOSCOW).date() < TODAY]
    assert len(out) > 100
    for movement in out:
        twins = [
            arrival
            for arrival in arrivals[-movement.minor]
            if timedelta(0) < arrival.made_at - movement.made_at <= timedelta(hours=15)
            and arrival.account != movement.account
        ]
        assert twins, movement
        arrivals[-movement.minor].remove(twins[0])
    assert sum(len(left) for left in arrivals.values()) <= 1, "none arrives that was not sent"


@pytest.mark.parametrize("person", PEOPLE)
def test_tax_is_six_percent_from_companies_and_four_from_people(person: str) -> None:
    life, movements = _life(person)
    is_company = {client.name: client.is_company for client in life.profile.clients}
    owed: dict[tuple[int, int], int] = defaultdict(int)
    paid: dict[tuple[int, int], int] = {}
    for movement in movements:
        day = movement.made_at.astimezone(MOSCOW).date()
        if movement.minor > 0 and movement.counterparty in is_company:
            owed[(day.year, day.month)] += movement.minor * (6 if is_company[movement.counterparty] else 4)
        elif movement.text.startswith("Налог на профессиональный доход за "):
            month, year = movement.text.removeprefix("Налог на профессиональный доход за ").split(".")
            paid[(int(year), int(month))] = -movement.minor
            assert day.day == 25
    assert len(paid) >= 30
    for taxed, minor in paid.items():
        assert minor == owed[taxed] // 10_000 * 100


def test_a_life_holds_what_a_real_one_does() -> None:
    _, movements = _life("demo-1")
    texts = Counter(m.text for m in movements)
    assert texts["Аренда квартиры"] >= 30
    assert texts["METRO MOSCOW"] > 200
    assert any(text.startswith("Покупка ") and " USD по курсу " in text for text in texts)
    assert sum(count for text, count in texts.items() if text.endswith(" REFUND")) >= 10
    assert sum(m.shop is not None and m.shop.mcc == "6011" for m in movements) >= 20
    assert texts["GITHUB, INC."] >= 30
    assert {m.account[0] for m in movements} == {"vbank", "abank", "sbank"}
    renewals = {-m.minor for m in movements if m.text == "YANDEX*5815*PLUS"}
    assert renewals == {399_00, 438_00, 478_00}


def test_money_changed_is_worth_its_rate() -> None:
    _, movements = _life("demo-1")
    bought = {m.made_at: m.minor for m in movements if m.account == ("abank", "usd") and m.text.startswith("Покупка ")}
    paid = {m.made_at: -m.minor for m in movements if m.account == BUSINESS and m.text.startswith("Покупка ")}
    assert set(bought) == set(paid)
    assert len(bought) >= 20
    assert all(7_800 <= paid[at] * 100 // cents <= 9_900 for at, cents in bought.items())


def test_profiles_by_id_and_by_seed() -> None:
    assert [profile_for(person, 1) for person in PEOPLE] == list(PROFILES)
    assert {profile_for("person-x", seed) for seed in range(40)} == set(PROFILES)


def test_history_begins_24_months_before_this_one() -> None:
    assert history_start(date(2026, 11, 20)) == date(2024, 11, 1)
    assert history_start(date(2028, 2, 29)) == date(2026, 2, 1)
    early = Life("demo-1", 1, date(2025, 3, 5)).until(date(2025, 3, 5))
    assert min(m.made_at for m in early).astimezone(MOSCOW).date() < date(2023, 3, 10)

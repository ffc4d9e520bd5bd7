"""What 24 months of a self-employed person hold, looked at through the banks' own memory, as their accounts show it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from sandbox.bank import Bank
from sandbox.config import BANK_NAMES, DEMO_PEOPLE, SandboxConfig
from sandbox.life.movements import MOSCOW
from sandbox.products import agreements_of
from sandbox.records import DEPOSIT_KIND, LOAN_KIND, Account, Entry
from tests.sandbox.conftest import NOW, SECRET, TEAM

MONTHS = 24


@dataclass(frozen=True)
class Row:
    """A row with the account that shows it."""

    bank: str
    account: Account
    entry: Entry

    @property
    def day(self) -> date:
        return self.entry.made_at.astimezone(MOSCOW).date()

    @property
    def month(self) -> tuple[int, int]:
        return self.day.year, self.day.month


@pytest.fixture(scope="module")
def banks() -> dict[str, Bank]:
    return {code: Bank(SandboxConfig(code, TEAM, SECRET, clock=lambda: NOW)) for code in BANK_NAMES}


@pytest.fixture(scope="module", params=DEMO_PEOPLE)
def person(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def rows(banks: dict[str, Bank], person: str) -> list[Row]:
    """Everything that a person's accounts show, at all three banks."""
    return [
        Row(code, account, entry)
        for code, bank in banks.items()
        for account in bank.accounts_of(person)
        for entry in bank.rows(account)
    ]


def _full_months(rows: list[Row]) -> set[tuple[int, int]]:
    return {row.month for row in rows} - {(NOW.year, NOW.month)}


def test_it_is_24_whole_months_and_this_one(rows: list[Row]) -> None:
    assert min(row.day for row in rows).replace(day=1) == date(2024, 11, 1)
    assert len(_full_months(rows)) == MONTHS
    assert max(row.entry.made_at for row in rows) <= NOW


def test_the_same_seeds_tell_the_same_history(rows: list[Row], person: str) -> None:
    again = Bank(SandboxConfig("vbank", TEAM, SECRET, clock=lambda: NOW))
    told = [entry for account in again.accounts_of(person) for entry in again.rows(account)]
    assert told == [row.entry for row in rows if row.bank == "vbank"]
    ids = [(row.bank, row.entry.entry_id) for row in rows]
    assert len(set(ids)) == len(ids) > 1_200


def test_clients_pay_nearly_every_month(banks: dict[str, Bank], rows: list[Row], person: str) -> None:
    clients = {client.name for client in banks["vbank"].people[person].life.profile.clients}
    paid = [row for row in rows if row.entry.counterparty in clients]
    assert {row.entry.counterparty for row in paid} == clients
    assert len(_full_months(rows) - {row.month for row in paid}) <= 2, "a lean month happens"
    assert all(row.entry.minor > 0 for row in paid)


def test_the_tax_on_it_is_paid_on_the_25th(rows: list[Row]) -> None:
    taxes = [row for row in rows if row.entry.text.startswith("Налог на профессиональный доход за ")]
    assert len(taxes) >= MONTHS - 2
    assert {row.day.day for row in taxes} == {25}
    assert len({row.month for row in taxes}) == len(taxes)


def test_rent_and_subscriptions_come_back_each_month(rows: list[Row]) -> None:
    rent = [row for row in rows if row.entry.text == "Аренда квартиры"]
    assert len({row.month for row in rent}) == len(rent) >= MONTHS - 3
    assert {row.day.day for row in rent} == {5}
    plus = [row for row in rows if row.entry.text == "YANDEX*5815*PLUS"]
    assert len(plus) >= MONTHS - 3
    assert len({row.entry.minor for row in plus}) >= 2, "it got dearer"


def test_transfers_between_own_banks_pair_up(banks: dict[str, Bank], rows: list[Row], person: str) -> None:
    name = banks["vbank"].people[person].life.profile.full_name
    own = [row for row in rows if row.entry.counterparty == name]
    arrivals: dict[int, list[Row]] = defaultdict(list)
    for row in own:
        if row.entry.minor > 0:
            arrivals[row.entry.minor].append(row)
    between, unmatched = 0, 0
    for row in (each for each in own if each.entry.minor < 0 and each.day < NOW.date()):
        fitting = [
            arrival
            for arrival in arrivals[-row.entry.minor]
            if timedelta(0) < arrival.entry.made_at - row.entry.made_at <= timedelta(hours=15)
        ]
        if not fitting:
            unmatched += 1
            continue
        arrivals[-row.entry.minor].remove(fitting[0])
        between += fitting[0].bank != row.bank
    assert unmatched == 0
    assert between > 60
    late = sum(row.entry.minor > 0 and row.entry.minor % 7_000_00 == 0 for row in own)
    assert late >= 1, "some arrive on another day"


def test_refunds_follow_their_purchase(rows: list[Row]) -> None:
    refunds = [row for row in rows if row.entry.text.endswith(" REFUND")]
    assert len(refunds) >= 5
    for refund in (row for row in refunds if row.day > date(2024, 11, 12)):
        purchases = [
            row.entry.minor
            for row in rows
            if row.account is refund.account
            and row.entry.text == refund.entry.text.removesuffix(" REFUND")
            and row.entry.minor < 0
            and timedelta(days=2) < refund.day - row.day < timedelta(days=11)
        ]
        assert any(refund.entry.minor in (-minor, -minor // 2) for minor in purchases), refund


def test_some_rows_are_pending_and_cards_are_used(rows: list[Row]) -> None:
    pending = [row for row in rows if row.entry.booked_at > NOW]
    assert 1 <= len(pending) <= 12
    assert all(row.entry.shop is not None and NOW - row.entry.made_at < timedelta(hours=50) for row in pending)
    codes = Counter(row.entry.shop.mcc for row in rows if row.entry.shop is not None)
    assert codes["5411"] > 200
    assert codes["6011"] >= 12, "cash"
    assert len(codes) >= 12


def test_real_twins_stand_on_one_day(banks: dict[str, Bank]) -> None:
    account = banks["vbank"].accounts_of("demo-1")[0]
    rides = Counter(
        entry.made_at.astimezone(MOSCOW).date()
        for entry in banks["vbank"].rows(account)
        if entry.text == "METRO MOSCOW"
    )
    assert sum(count == 2 for count in rides.values()) > 50


def test_dollars_are_bought_and_spent(banks: dict[str, Bank]) -> None:
    dollars = next(account for account in banks["abank"].accounts_of("demo-1") if account.currency == "USD")
    shown = banks["abank"].rows(dollars)
    assert sum(entry.minor > 0 and " USD по курсу " in entry.text for entry in shown) >= 15
    assert sum(entry.minor < 0 and entry.shop is not None and entry.shop.country == "US" for entry in shown) >= 40
    abroad = [
        e
        for a in banks["vbank"].accounts_of("demo-1")
        for e in banks["vbank"].rows(a)
        if e.shop and e.shop.mcc == "7011"
    ]
    assert abroad


def test_loans_are_paid_down_by_the_month_and_bear_interest(banks: dict[str, Bank]) -> None:
    sbank = banks["sbank"]
    for person in ("demo-1", "demo-2", "demo-4"):
        (loan,) = [account for account in sbank.accounts_of(person) if account.kind == LOAN_KIND]
        shown = sbank.rows(loan)
        paid = [entry for entry in shown if entry.minor > 0]
        assert {entry.text for entry in paid} == {"Платёж по кредиту"}
        assert len(paid) >= MONTHS - 4
        assert {entry.made_at.astimezone(MOSCOW).day for entry in paid} == {10}
        assert {entry.text for entry in shown if entry.minor < 0} == {"Начисление процентов"}
        assert loan.opening_minor < loan.booked_minor(NOW) < 0


def test_agreements_name_accounts_that_can_be_paid_to(banks: dict[str, Bank], person: str) -> None:
    for bank in banks.values():
        accounts = {account.account_id: account for account in bank.accounts_of(person)}
        agreements = agreements_of(bank, person)
        assert len({agreement.agreement_id for agreement in agreements}) == len(agreements)
        for agreement in agreements:
            assert agreement.account is accounts[agreement.account.account_id]
            assert agreement.ends_on is None or agreement.ends_on > NOW.date()
            assert agreement.started_on < NOW.date()
        held = Counter(agreement.product.kind for agreement in agreements)
        assert held["loan"] == sum(account.kind == LOAN_KIND for account in accounts.values())
        assert held["deposit"] == sum(account.kind in ("Savings", DEPOSIT_KIND) for account in accounts.values())
        assert held["card"] == sum(account.card is not None for account in accounts.values())


def test_the_demo_person_has_a_loan_savings_a_deposit_and_cards(banks: dict[str, Bank]) -> None:
    kinds = Counter(agreement.product.name for bank in banks.values() for agreement in agreements_of(bank, "demo-1"))
    assert kinds == {"Потребительский кредит": 1, "Накопительный счёт": 1, "Вклад на год": 1, "Дебетовая карта": 3}


def test_a_deposit_bears_interest_month_by_month(banks: dict[str, Bank]) -> None:
    (deposit,) = [account for account in banks["sbank"].accounts_of("demo-1") if account.kind == DEPOSIT_KIND]
    shown = [entry.minor for entry in reversed(banks["sbank"].rows(deposit))]
    assert len(shown) == MONTHS + 1
    assert shown == sorted(shown), "interest on interest"
    assert deposit.number.startswith("423")
    assert len(deposit.number) == 18

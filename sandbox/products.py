"""What the bank sells and what a person has taken."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sandbox.bank import Bank
from sandbox.records import DEPOSIT_KIND, LOAN_KIND, Account

ProductKind = Literal["deposit", "loan", "credit_card", "card"]


@dataclass(frozen=True, slots=True)
class Product:
    """An entry of the catalogue; sums are in whole roubles."""

    product_id: str
    kind: ProductKind
    name: str
    description: str
    rate: str | None
    least: int | None
    most: int | None
    months: int | None


CATALOGUE: Final = (
    Product(
        "prod-deposit-1", "deposit", "Накопительный счёт", "Проценты каждый месяц", "12.00", 1_000, 5_000_000, None
    ),
    Product("prod-deposit-2", "deposit", "Вклад на год", "Ставка не меняется", "14.50", 50_000, 10_000_000, 12),
    Product("prod-loan-1", "loan", "Потребительский кредит", "Без залога", "18.00", 50_000, 1_500_000, 60),
    Product(
        "prod-credit-card-1", "credit_card", "Кредитная карта", "55 дней без процентов", "29.90", 10_000, 500_000, None
    ),
    Product("prod-card-1", "card", "Дебетовая карта", "Бесплатно", None, None, None, None),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A product that a person has taken, with the account that it lives on."""

    agreement_id: str
    product: Product
    account: Account
    minor: int
    started_on: date
    ends_on: date | None


def agreements_of(bank: Bank, person_id: str) -> list[Agreement]:
    """A person's savings, deposits, loans and cards at this bank. A card's sum is nothing: it spends its account's."""
    by_kind = {"Savings": CATALOGUE[0], DEPOSIT_KIND: CATALOGUE[1], LOAN_KIND: CATALOGUE[2]}
    agreements = []
    for account in bank.accounts_of(person_id):
        number = account.account_id.removeprefix("acc-")
        product = by_kind.get(account.kind)
        if product is not None:
            minor = abs(account.opening_minor)
            ends_on = _end(account, product)
            agreements.append(Agreement(f"agr-{number}", product, account, minor, account.opened_on, ends_on))
        if account.card is not None:
            card = account.card
            started_on = card.issued_at.date()
            agreements.append(Agreement(f"agr-{number}-card", CATALOGUE[4], account, 0, started_on, card.expires))
    return agreements


def _end(account: Account, product: Product) -> date | None:
    """The end of its term; a deposit whose end has passed was prolonged year by year."""
    if product.months is None:
        return None
    years = product.months // 12 + (6 if account.kind == DEPOSIT_KIND else 2)
    return account.opened_on.replace(year=account.opened_on.year + years)

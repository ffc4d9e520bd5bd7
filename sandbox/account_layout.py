"""Which accounts a person has at which bank."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final

from sandbox.life.chance import chance
from sandbox.life.live import Life
from sandbox.life.profiles import Profile
from sandbox.records import DEPOSIT_KIND, LOAN_KIND, Account, Card


@dataclass(frozen=True, slots=True)
class _Plan:
    role: str
    kind: str
    nickname: str
    currency: str
    number_prefix: str
    has_card: bool = False
    is_business: bool = False


_PLANS: Final = {
    "vbank": (
        _Plan("main", "Checking", "Основной счёт", "RUB", "40817810", has_card=True),
        _Plan("savings", "Savings", "Накопительный счёт", "RUB", "42301810"),
    ),
    "abank": (
        _Plan("business", "Checking", "Счёт для дела", "RUB", "40802810", is_business=True),
        _Plan("usd", "Checking", "Валютный счёт", "USD", "40817840", has_card=True),
    ),
    "sbank": (
        _Plan("everyday", "Checking", "Повседневная карта", "RUB", "40817810", has_card=True),
        _Plan("loan", LOAN_KIND, "Потребительский кредит", "RUB", "455"),
        _Plan("deposit", DEPOSIT_KIND, "Вклад на год", "RUB", "423"),
    ),
}


def open_accounts(bank: str, bank_seed: int, person_id: str, first_number: int, life: Life) -> list[Account]:
    """The person's accounts at one bank, empty but for their opening balances; only those they use."""
    accounts: list[Account] = []
    for plan in _PLANS[bank]:
        if not _is_used(plan, life.profile):
            continue
        draw = chance("numbers", bank, bank_seed, person_id, plan.role)
        opened_on = date(2021 + draw.randint(0, 1), draw.randint(1, 12), draw.randint(1, 28))
        card = None
        if plan.has_card:
            card = Card(
                card_id=f"card-{first_number + len(accounts)}",
                last_digits=f"{draw.randrange(10_000):04d}",
                expires=date(2029, draw.randint(1, 12), 1),
                issued_at=datetime(opened_on.year, opened_on.month, opened_on.day, 9, tzinfo=UTC),
            )
        accounts.append(
            Account(
                account_id=f"acc-{first_number + len(accounts)}",
                person_id=person_id,
                role=plan.role,
                number=_number(plan, draw.randrange(10**12)),
                currency=plan.currency,
                kind=plan.kind,
                nickname=plan.nickname,
                opened_on=opened_on,
                is_business=plan.is_business,
                opening_minor=life.opening[(bank, plan.role)],
                card=card,
            )
        )
    return accounts


def _is_used(plan: _Plan, profile: Profile) -> bool:
    needed = {"loan": profile.loan > 0, "deposit": profile.deposit > 0, "usd": profile.has_dollars}
    return needed.get(plan.role, True)


def _number(plan: _Plan, drawn: int) -> str:
    """Twenty digits, save for loans and deposits: those end in hexadecimal letters at the real sandbox banks too."""
    if plan.kind in (LOAN_KIND, DEPOSIT_KIND):
        return plan.number_prefix + sha256(str(drawn).encode()).hexdigest()[:15]
    return f"{plan.number_prefix}{drawn:012d}"

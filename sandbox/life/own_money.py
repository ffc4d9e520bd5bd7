"""Rent, loan, savings, currency and transfers between a person's own accounts."""

from datetime import date
from random import Random
from typing import Final

from sandbox.life.household import Household, some_time
from sandbox.life.movements import BUSINESS, DEPOSIT, DOLLARS, EVERYDAY, ISSUED, LOAN, MAIN, RECEIVED, SAVINGS, Movement

OWN: Final = ("Перевод между своими счетами", "Перевод между своими счетами")
_RESERVE: Final = 30_000_00
_LEAST_IN_MAIN: Final = 25_000_00
_LEAST_EVERYDAY: Final = 9_000_00
_LOAN_YEARLY_PERCENT: Final = 18
_SAVINGS_YEARLY_PERCENT: Final = 12
_DEPOSIT_YEARLY_PERMILLE: Final = 145


def share_out(house: Household, day: date, draw: Random) -> None:
    """Twice a week the business account feeds the main one, and that the everyday card."""
    if day.weekday() in (0, 3):
        spare = house.spendable[BUSINESS] - _RESERVE - house.tax_due
        if spare >= 5_000_00:  # noqa: PLR2004 - not worth a transfer below 5,000 roubles
            house.move(BUSINESS, MAIN, spare // 1_000_00 * 1_000_00, OWN, some_time(day, draw, 9, 21))
    if house.balances[MAIN] < _LEAST_IN_MAIN and house.can_spend(SAVINGS, 40_000_00):
        house.move(SAVINGS, MAIN, 30_000_00, OWN, some_time(day, draw, 7, 8))
    if house.balances[EVERYDAY] < _LEAST_EVERYDAY and house.can_spend(MAIN, 20_000_00):
        minor = draw.randrange(8_000_00, 20_000_00, 500_00)
        house.move(MAIN, EVERYDAY, minor, ("Перевод по СБП себе", "Перевод по СБП"), some_time(day, draw, 10, 23))


def pay_for_home(house: Household, day: date, draw: Random) -> None:
    """Rent on the 5th, utilities on the 18th, the bank's fee on the last day but few."""
    rent = house.profile.rent * 100
    short = -(-(rent + 3_000_00 - house.balances[MAIN]) // 1_000_00) * 1_000_00
    if day.day == 4 and short > 0:  # noqa: PLR2004 - the day before
        source = SAVINGS if house.can_spend(SAVINGS, short) else BUSINESS
        if house.can_spend(source, short):
            house.move(source, MAIN, short, OWN, some_time(day, draw, 9, 20))
    if day.day == 5 and house.spendable[MAIN] >= rent:  # noqa: PLR2004 - the landlady's day
        house.pay(MAIN, rent, "Аренда квартиры", "Морозова Татьяна И.", some_time(day, draw, 11, 20))
    utilities = draw.randint(4_200_00, 7_900_00)
    if day.day == 18 and house.can_spend(MAIN, utilities):  # noqa: PLR2004 - the day it is due
        house.pay(MAIN, utilities, "Оплата ЖКУ", "Мосэнергосбыт", some_time(day, draw, 18, 22))
    if day.day == 28 and house.can_spend(BUSINESS, 190_00):  # noqa: PLR2004 - the bank's fee day
        house.pay(BUSINESS, 190_00, "Комиссия за обслуживание счёта", None, some_time(day, draw, 3, 3))


def save_and_borrow(house: Household, day: date, draw: Random) -> None:
    """Savings on the 15th with interest on the 1st; the loan on the 10th."""
    spare = house.spendable[MAIN] - 60_000_00
    if day.day == 15 and spare > 0:  # noqa: PLR2004 - the day they chose
        house.move(MAIN, SAVINGS, spare // 2 // 100_00 * 100_00 + 100_00, OWN, some_time(day, draw, 12, 20))
    if day.day == 1:
        interest = house.balances[SAVINGS] * _SAVINGS_YEARLY_PERCENT // 1200
        if interest > 0:
            house.receive(SAVINGS, interest, "Выплата процентов", None, some_time(day, draw, 2, 2))
        yields = house.balances[DEPOSIT] * _DEPOSIT_YEARLY_PERMILLE // 12_000
        if yields > 0:
            house.receive(DEPOSIT, yields, "Капитализация процентов по вкладу", None, some_time(day, draw, 2, 2))
        debt = -house.balances[LOAN]
        if debt > 0:
            house.pay(
                LOAN, debt * _LOAN_YEARLY_PERCENT // 1200, "Начисление процентов", None, some_time(day, draw, 2, 2)
            )
    due = min(-house.balances[LOAN], house.profile.loan * 100 * 28 // 1000)
    if day.day == 10 and due > 0 and house.spendable[EVERYDAY] >= due:  # noqa: PLR2004 - the day in the contract
        texts = ("Погашение кредита", "Платёж по кредиту")
        house.move(EVERYDAY, LOAN, due, texts, some_time(day, draw, 14, 15))
    is_short = house.balances[EVERYDAY] < due + _LEAST_EVERYDAY
    if day.day == 9 and due > 0 and is_short:  # noqa: PLR2004 - a day before
        source = MAIN if house.can_spend(MAIN, due) else SAVINGS if house.can_spend(SAVINGS, due) else BUSINESS
        if house.can_spend(source, due):
            house.move(source, EVERYDAY, due, ("На кредит", "Перевод по СБП"), some_time(day, draw, 8, 9))


def change_money(house: Household, day: date, draw: Random) -> None:
    """Buy dollars on the 6th for services that are billed in them."""
    is_day = day.day == 6  # noqa: PLR2004 - once a month
    if not house.profile.has_dollars or not is_day or not house.can_spend(BUSINESS, 15_000_00):
        return
    kopecks_per_dollar = draw.randint(78_00, 99_00)
    cents = draw.choice((50_00, 100_00))
    roubles = cents * kopecks_per_dollar // 100
    at = some_time(day, draw, 11, 17)
    text = f"Покупка {cents // 100}.00 USD по курсу {kopecks_per_dollar // 100}.{kopecks_per_dollar % 100:02d}"
    house.record(Movement(BUSINESS, at, -roubles, text, ISSUED))
    house.record(Movement(DOLLARS, at, cents, text, RECEIVED))

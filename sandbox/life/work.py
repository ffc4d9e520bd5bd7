"""What a self-employed person earns, and the tax on it."""

from datetime import date
from random import Random
from typing import Final

from sandbox.life.household import Household, some_time
from sandbox.life.movements import BUSINESS, MAIN

TAX_DAY: Final = 25
COMPANY_RATE_PERCENT: Final = 6
PEOPLE_RATE_PERCENT: Final = 4


def earn(house: Household, day: date, draw: Random) -> None:
    """Let clients pay: companies on working days, private people on any."""
    for client in house.profile.clients:
        working_days = 21 if client.is_company else 30
        if client.is_company and day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
            continue
        if draw.random() >= client.per_month / working_days:
            continue
        step = 500 if client.is_company else 100
        roubles = draw.randrange(client.low, client.high + 1, step) * house.profile.season[day.month - 1] // 100
        minor = roubles * 100
        account = BUSINESS if client.is_company or draw.random() < 0.6 else MAIN  # noqa: PLR2004 - most pay where asked
        house.receive(account, minor, client.text, client.name, some_time(day, draw, 9, 19))
        if client.is_company:
            house.earned_from_companies += minor
        else:
            house.earned_from_people += minor


def close_month(house: Household) -> None:
    """On the first of a month the tax on the month before is reckoned, to whole roubles."""
    taxed = house.earned_from_companies * COMPANY_RATE_PERCENT + house.earned_from_people * PEOPLE_RATE_PERCENT
    house.tax_due = taxed // 100 // 100 * 100
    house.earned_from_companies = house.earned_from_people = 0


def pay_tax(house: Household, day: date, draw: Random) -> None:
    """Pay the professional income tax (NPD) by the 28th."""
    if day.day != TAX_DAY or house.tax_due == 0 or not house.can_spend(BUSINESS, house.tax_due):
        return
    text = f"Налог на профессиональный доход за {day.month - 1 or 12:02d}.{day.year - (day.month == 1)}"
    house.pay(BUSINESS, house.tax_due, text, "Казначейство России (ФНС России)", some_time(day, draw, 10, 12))
    house.tax_due = 0

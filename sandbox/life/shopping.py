"""What a person spends by card."""

from datetime import date, timedelta
from random import Random
from typing import Final

from sandbox.life import shops
from sandbox.life.household import Household, some_time
from sandbox.life.movements import DOLLARS, EVERYDAY, MAIN, POINT_OF_SALE, AccountKey, Movement, Shop

_SATURDAY: Final = 5
_HABITS: Final[tuple[tuple[tuple[Shop, ...], float, AccountKey], ...]] = (
    (shops.GROCERIES, 0.45, MAIN),
    (shops.GROCERIES, 0.22, EVERYDAY),
    (shops.CAFES, 0.28, MAIN),
    ((shops.TAXI,), 0.16, MAIN),
    ((shops.PHARMACY,), 0.07, EVERYDAY),
    ((shops.CLOTHES,), 0.03, MAIN),
    ((shops.CASH,), 0.045, EVERYDAY),
    ((shops.ABROAD,), 0.006, MAIN),
)
"""Which shops, how likely on a day, from which account."""


def shop_for_the_day(house: Household, day: date, draw: Random) -> None:
    """Daily purchases by habit; prices rise by half a percent a month."""
    for places, likelihood, account in _HABITS:
        if draw.random() < likelihood:
            shop = draw.choice(places)
            house.buy(account, shop, _price(shop, day, draw), day, draw)
    if house.profile.has_car and draw.random() < 0.16:  # noqa: PLR2004 - a tank lasts about six days
        shop = draw.choice(shops.FUEL)
        house.buy(EVERYDAY, shop, _price(shop, day, draw), day, draw)
    _ride_and_drink(house, day, draw)
    _order_online(house, day, draw)


def renew_subscriptions(house: Household, day: date, draw: Random) -> None:
    """Subscriptions fall on the same day each month and get dearer each January."""
    for index in house.profile.subscriptions:
        shop = shops.SUBSCRIPTIONS[index]
        if day.day == 3 + index * 4:
            yearly_rise = 100 + 10 * (day.year - 2024)
            house.renew(MAIN, shop, shop.low * yearly_rise // 100 * 100, day, draw)
    if house.profile.has_dollars:
        for shop in shops.DOLLAR_SERVICES:
            if day.day == 7 + shop.low % 10:
                house.renew(DOLLARS, shop, shop.low * 100, day, draw)


def take_refunds(house: Household, day: date, draw: Random) -> None:
    """Shops give back what was returned, whole or in part."""
    for account, shop, minor in house.refunds.pop(day, []):
        at = some_time(day, draw, 9, 20)
        house.record(Movement(account, at, minor, f"{shop.line} REFUND", POINT_OF_SALE, shop.name, shop))


def _ride_and_drink(house: Household, day: date, draw: Random) -> None:
    """Two equal rides on one day, sometimes two equal coffees: real twins, not duplicates."""
    if house.profile.has_car or day.weekday() >= _SATURDAY or draw.random() > 0.4:  # noqa: PLR2004 - goes out twice a week
        return
    for _ in range(2):
        house.buy(MAIN, shops.METRO, shops.METRO.low * 100, day, draw)
    for _ in range(draw.choice((0, 1, 1, 2))):
        house.buy(MAIN, shops.COFFEE, shops.COFFEE.low * 100, day, draw)


def _order_online(house: Household, day: date, draw: Random) -> None:
    if draw.random() >= 0.12:  # noqa: PLR2004 - an order every eight days
        return
    shop = draw.choice(shops.MARKETPLACE)
    minor = _price(shop, day, draw)
    if not house.can_spend(MAIN, minor):
        return
    house.buy(MAIN, shop, minor, day, draw)
    if draw.random() < 0.2:  # noqa: PLR2004 - every fifth order goes back
        returned = minor if draw.random() < 0.5 else minor // 2  # noqa: PLR2004 - half of them in part
        house.refunds[day + timedelta(days=draw.randint(3, 9))].append((MAIN, shop, returned))


def _price(shop: Shop, day: date, draw: Random) -> int:
    if shop is shops.CASH:
        return draw.randrange(shop.low, shop.high + 1, 500) * 100
    months = (day.year - 2024) * 12 + day.month
    minor = draw.randint(shop.low * 100, shop.high * 100)
    return minor * (200 + months) // 200

"""Who the seeded people are and what they live on. Sums are in whole roubles."""

from dataclasses import dataclass
from typing import Final

from sandbox.life.chance import chance


@dataclass(frozen=True, slots=True)
class Client:
    """Who pays a self-employed person; companies are taxed at 6 %, private people at 4 %."""

    name: str
    is_company: bool
    low: int
    high: int
    per_month: float
    text: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A way of life. `season` holds twelve monthly factors of income, in percent."""

    full_name: str
    trade: str
    clients: tuple[Client, ...]
    rent: int
    has_car: bool
    has_dollars: bool
    loan: int
    subscriptions: tuple[int, ...]
    deposit: int = 0
    season: tuple[int, ...] = (80, 90, 100, 100, 95, 100, 90, 85, 105, 110, 115, 130)


PROFILES: Final = (
    Profile(
        "Смирнова Анна Павловна",
        "разработчица",
        (
            Client("ООО «Цифровые решения»", True, 70_000, 95_000, 1, "Оплата по договору 14/24 за разработку"),  # noqa: FBT003 - a table
            Client("ООО «Северный лес»", True, 25_000, 60_000, 0.8, "Оплата по счёту за поддержку сайта"),  # noqa: FBT003 - a table
            Client("Кузнецов Пётр И.", False, 8_000, 30_000, 0.7, "Перевод по СБП. Спасибо за сайт"),  # noqa: FBT003 - a table
        ),
        rent=45_000,
        has_car=False,
        has_dollars=True,
        loan=240_000,
        deposit=150_000,
        subscriptions=(0, 1, 2, 3, 4, 5),
    ),
    Profile(
        "Петров Илья Андреевич",
        "фотограф",
        (
            Client("Васильева Мария С.", False, 12_000, 35_000, 2.2, "Перевод по СБП. Фотосессия"),  # noqa: FBT003 - a table
            Client("Орлов Денис В.", False, 24_000, 70_000, 1.4, "Перевод по СБП. Съёмка свадьбы"),  # noqa: FBT003 - a table
            Client("ООО «Медиа Парк»", True, 20_000, 70_000, 1, "Оплата за фотоуслуги, НДС не облагается"),  # noqa: FBT003 - a table
        ),
        rent=38_000,
        has_car=True,
        has_dollars=False,
        loan=420_000,
        subscriptions=(0, 1, 2, 4),
        season=(70, 75, 90, 100, 115, 130, 135, 130, 115, 95, 85, 110),
    ),
    Profile(
        "Ким Мария Олеговна",
        "репетитор",
        (
            Client("Соколова Елена Д.", False, 1_800, 4_500, 14, "Перевод по СБП. Занятие английским"),  # noqa: FBT003 - a table
            Client("Гусев Артём Н.", False, 1_800, 4_500, 16, "Перевод по СБП. Урок"),  # noqa: FBT003 - a table
            Client("АНО «Школа языков»", True, 30_000, 45_000, 1, "Вознаграждение по договору ГПХ"),  # noqa: FBT003 - a table
        ),
        rent=32_000,
        has_car=False,
        has_dollars=False,
        loan=0,
        deposit=80_000,
        subscriptions=(0, 1, 2),
        season=(95, 105, 110, 115, 120, 70, 45, 55, 110, 115, 115, 105),
    ),
    Profile(
        "Ахметов Тимур Ринатович",
        "водитель",
        (
            Client("ООО «Городские перевозки»", True, 21_000, 37_000, 4.3, "Выплата по реестру за неделю"),  # noqa: FBT003 - a table
            Client("Никитина Ольга В.", False, 2_500, 7_000, 1.5, "Перевод по СБП. Трансфер в аэропорт"),  # noqa: FBT003 - a table
        ),
        rent=28_000,
        has_car=True,
        has_dollars=False,
        loan=650_000,
        subscriptions=(0, 1),
    ),
    Profile(
        "Вернер Ольга Эдуардовна",
        "мастерская керамики",
        (
            Client("ООО «Маркет Плейс»", True, 14_000, 42_000, 4.3, "Перечисление за реализованный товар"),  # noqa: FBT003 - a table
            Client("ИП Лебедева К.А.", True, 9_000, 28_000, 1.2, "Оплата по счёту за посуду"),  # noqa: FBT003 - a table
            Client("Зайцева Юлия М.", False, 2_000, 6_000, 2.5, "Перевод по СБП. Мастер-класс"),  # noqa: FBT003 - a table
        ),
        rent=34_000,
        has_car=False,
        has_dollars=True,
        loan=0,
        subscriptions=(0, 1, 2, 4, 5),
        season=(75, 105, 120, 95, 95, 85, 80, 85, 100, 110, 130, 165),
    ),
)


def profile_for(person_id: str, seed: int) -> Profile:
    """The way of life of a person: `demo-1` to `demo-5` have one each, others draw theirs by seed."""
    prefix, _, number = person_id.partition("-")
    if prefix == "demo" and number.isdecimal() and 1 <= int(number) <= len(PROFILES):
        return PROFILES[int(number) - 1]
    return chance(seed, "profile").choice(PROFILES)

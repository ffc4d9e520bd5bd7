"""Statement lines made from the knowledge: the training data of the model, with the noise that banks add."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.taxonomy import Kind, load_taxonomy
from ml.categoriser.known_merchants import Entry
from ml.text.fold import transliterate

_NAMES_TEXT: Final = (
    "Уют Радуга Весна Берёзка Заря Мечта Комфорт Престиж Элит Стандарт Альфа Вега Орион Феникс Север Восток "
    "Каскад Гранд Лидер Успех Иванов Петров Смирнова Кузнецов Соколова Ахметов Магомедов Ковалёв Морозова "
    "Васильев Ким Гусев Лебедева у_дома на_Ленина 24_часа плюс сити люкс Smith Jones Taylor Brown Patel Khan "
    "Wilson Evans Green Crown Royal Star Golden Sunny River Park Bridge City Northern Central Midland Oak Mueller "
    "Schmidt Garcia Rossi Martin Blue_Door The_Old Village Corner Family Sons Direct Express Plus Online "
    "Solutions Group Premier Best"
)
_NAMES: Final = _NAMES_TEXT.split()
_TOWNS: Final = (
    "MOSKVA",
    "Москва",
    "SPB",
    "EKATERINBURG",
    "KAZAN RU",
    "LONDON GB",
    "BIRMINGHAM",
    "BERLIN DE",
    "AUSTIN US",
    "г. Пермь",
    "",
)
_LEADS: Final = (
    "",
    "",
    "",
    "POS ",
    "Покупка ",
    "Оплата товаров и услуг ",
    "CARD PURCHASE ",
    "Payment to ",
    "SQ *",
    "PAYPAL *",
    "YM*",
    "ООО ",
    "ИП ",
)
_TAILS: Final = (
    "",
    "",
    "",
    " 12.03.2025",
    " *4521",
    " 000123",
    " LTD",
    " LIMITED",
    " 14:22",
    " терм. 20114555",
    " РФ",
    " MCC5999",
)


@dataclass(frozen=True, slots=True)
class GeneratedLine:
    """A made-up line; `entry` is the place of its source in the knowledge, so that evaluation can hold sources back."""

    description: str
    sign: int  # -1 money out, 1 money in, 0 not told
    category: str
    entry: int


def generate_lines(entries: Sequence[Entry], seed: int = 7) -> Iterator[GeneratedLine]:
    """Lines of all entries. The same entries and seed give the same lines."""
    kinds = {category.key: category.kind for category in load_taxonomy().categories()}
    chance = random.Random(seed)  # noqa: S311 - made-up examples, nothing secret
    for place, entry in enumerate(entries):
        make = _brand_line if entry.is_brand else _trade_line
        for spelling in entry.spellings:
            for _ in range(2 if entry.is_brand else 7):
                sign = _sign(kinds[entry.category], chance)
                yield GeneratedLine(make(spelling, chance), sign, entry.category, place)


def _brand_line(name: str, chance: random.Random) -> str:
    return _dressed(_styled(name, chance), chance)


def _trade_line(trade: str, chance: random.Random) -> str:
    pick = chance.random()
    name = chance.choice(_NAMES).replace("_", " ")
    if pick < 0.25:  # noqa: PLR2004 - a quarter of small shops write their trade alone
        return _dressed(_styled(trade, chance), chance)
    both = f"{trade} {name}" if pick < 0.65 else f"{name} {trade}"  # noqa: PLR2004 - Russian puts the trade first, English last
    return _dressed(_styled(both, chance), chance)


def _styled(text: str, chance: random.Random) -> str:
    styles: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.title,
        str,
        lambda plain: transliterate(plain.lower()).upper(),
    )
    return chance.choice(styles)(text)


def _dressed(text: str, chance: random.Random) -> str:
    town = chance.choice(_TOWNS) if chance.random() < 0.4 else ""  # noqa: PLR2004 - about the share seen in card lines
    return f"{chance.choice(_LEADS)}{text}{chance.choice(_TAILS)} {town}".strip()


def _sign(kind: Kind, chance: random.Random) -> int:
    if chance.random() < 0.3:  # noqa: PLR2004 - a file without usable amounts must be sorted too
        return 0
    if kind is Kind.INCOME:
        return 1
    if kind is Kind.TRANSFER:
        return chance.choice((-1, 1))
    return -1

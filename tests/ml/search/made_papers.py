"""Receipts, invoices, acts and contracts of made-up trades in both languages, the same at every run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from core.ports.document_reader import DocumentKind

CATALOGUE = Path(__file__).parents[2] / "fixtures" / "search" / "catalogue.txt"
FIRST_DAY, DAYS = date(2025, 1, 3), 685
PAPERS_A_TRADE = 13
POUND = 100  # roubles, near enough
KINDS = {
    "receipt": DocumentKind.RECEIPT,
    "invoice": DocumentKind.INVOICE,
    "act": DocumentKind.ACT,
    "contract": DocumentKind.CONTRACT,
}
BUSINESS = {
    "travel", "hosting", "telecom", "landlord", "utilities", "professional", "creative", "advertising", "courier",
    "education", "insurance", "cleaning", "garage", "builders", "furniture",
}  # fmt: skip
STREETS = (
    ("Ленина", "Садовая", "Мира", "Лесная", "Новая", "Речная"),
    ("High", "Mill", "Station", "Park", "Queen", "Hill"),
)
TOWNS = ("Москва", "Казань", "Пермь", "Тверь"), ("London", "Leeds", "Bristol", "York")


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    names: tuple[str, str]
    price: int


@dataclass(frozen=True, slots=True)
class Trade:
    name: str
    merchants: tuple[tuple[str, ...], tuple[str, ...]]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and all that is true of it."""

    language: str
    kind: DocumentKind
    merchant: str
    day: date
    keys: frozenset[str]
    total: Decimal
    currency: str
    text: str


@cache
def catalogue() -> tuple[Trade, ...]:
    trades: list[Trade] = []
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name, _, merchants = line[1:].partition("]")
            sides = [tuple(one.strip() for one in side.split(";")) for side in merchants.split("|")]
            trades.append(Trade(name, (sides[0], sides[1]), ()))
        elif line and not line.startswith("#"):
            key, russian, english, price = (part.strip() for part in line.split("|"))
            last = trades[-1]
            trades[-1] = Trade(last.name, last.merchants, (*last.items, Item(key, (russian, english), int(price))))
    return tuple(trades)


@cache
def papers(language: str) -> tuple[Paper, ...]:
    """Several hundred papers of one language."""
    chance = random.Random(f"papers {language}")  # noqa: S311 - made-up texts, nothing secret
    return tuple(paper for trade in catalogue() for paper in _papers_of(trade, language, chance))


def _papers_of(trade: Trade, language: str, chance: random.Random) -> Iterator[Paper]:
    side = 0 if language == "ru" else 1
    for number in range(PAPERS_A_TRADE):
        if trade.name in BUSINESS:
            kind = chance.choice(("invoice", "invoice", "act", "contract", "receipt"))
        else:
            kind = chance.choice(("receipt", "receipt", "receipt", "receipt", "invoice"))
        many = 1 if kind == "contract" else min(len(trade.items), chance.choice((1, 1, 2, 2, 3)))
        # Each item has at least a paper of its own.
        first = trade.items[number % len(trade.items)]
        others = [item for item in trade.items if item is not first]
        items = [first, *chance.sample(others, many - 1)]
        yield _paper(trade, side, kind, items, chance)


def _paper(trade: Trade, side: int, kind: str, items: list[Item], chance: random.Random) -> Paper:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    merchant = chance.choice(trade.merchants[side])
    lines = []
    total = Decimal(0)
    for item in items:
        quantity = chance.choice((1, 1, 1, 2, 3)) if kind == "receipt" else 1
        price = Decimal(item.price if side == 0 else item.price / POUND) * Decimal(chance.choice(("0.9", "1", "1.1")))
        price = price.quantize(Decimal("0.01"))
        total += price * quantity
        lines.append((item.names[side], quantity, price, price * quantity))
    write = (_russian, _english)[side]
    text = write(kind, merchant, day, lines, chance)
    return Paper(
        ("ru", "en")[side],
        KINDS[kind],
        merchant,
        day,
        frozenset(item.key for item in items),
        total,
        ("RUB", "GBP")[side],
        text,
    )


Line = tuple[str, int, Decimal, Decimal]


def _russian(kind: str, merchant: str, day: date, lines: list[Line], chance: random.Random) -> str:
    total = sum((line[3] for line in lines), Decimal(0))
    number = chance.randrange(10, 9_999)
    address = f"г. {chance.choice(TOWNS[0])}, ул. {chance.choice(STREETS[0])}, д. {chance.randrange(1, 90)}"
    tax_id = f"ИНН {chance.randrange(7_700_000_000, 7_799_999_999)}"
    shown = f"{total:,.2f}".replace(",", " ").replace(".", ",")
    if kind == "receipt":
        body = "\n".join(f"{name.upper()}\n{price} * {quantity} = {amount}" for name, quantity, price, amount in lines)
        return (
            f"КАССОВЫЙ ЧЕК\nООО «{merchant}»\n{tax_id}\n{address}\nСмена {number % 300} Кассир: Иванова А.\n"
            f"{day:%d.%m.%Y} 14:{number % 60:02d}\nПРИХОД\n{body}\nИТОГО {total}\nБЕЗНАЛИЧНЫМИ {total}\nв т.ч. НДС 20%"
            f"\nФН 928744033{number} ФД {number * 7} ФП {number * 131}\nСПАСИБО ЗА ПОКУПКУ!"
        )
    body = "\n".join(
        f"{place}. {name} {quantity} шт {amount}" for place, (name, quantity, _, amount) in enumerate(lines, 1)
    )
    if kind == "invoice":
        return (
            f"СЧЁТ НА ОПЛАТУ № {number} от {day:%d.%m.%Y}\nПоставщик: ООО «{merchant}», {tax_id}, {address}\n"
            f"Покупатель: ИП Соколов П. Р.\nНаименование Кол-во Сумма\n{body}\nИтого к оплате: {shown} руб.\n"
            "Оплата в течение 5 рабочих дней. Банк получателя: ПАО Сбербанк, расчётный счёт 4070281000000"
        )
    if kind == "act":
        return (
            f"АКТ № {number} от {day:%d.%m.%Y}\nоб оказании услуг\nИсполнитель: ООО «{merchant}», {tax_id}\n"
            f"Заказчик: ИП Соколов П. Р.\n{body}\nВсего оказано услуг на сумму {shown} руб.\n"
            "Услуги выполнены полностью и в срок. Заказчик претензий по объёму, качеству и срокам не имеет."
        )
    return (
        f"ДОГОВОР № {number}\n{address} {day:%d.%m.%Y}\nООО «{merchant}», именуемое в дальнейшем Исполнитель, и "
        f"ИП Соколов П. Р., именуемый Заказчик, заключили настоящий договор.\n1. Предмет договора: {lines[0][0]}.\n"
        f"2. Стоимость составляет {shown} руб.\n3. Стороны несут ответственность по закону.\n"
        "4. Споры решаются путём переговоров. Договор вступает в силу с момента подписания."
    )


def _english(kind: str, merchant: str, day: date, lines: list[Line], chance: random.Random) -> str:
    total = sum((line[3] for line in lines), Decimal(0))
    number = chance.randrange(10, 9_999)
    address = f"{chance.randrange(1, 90)} {chance.choice(STREETS[1])} Street, {chance.choice(TOWNS[1])}"
    if kind == "receipt":
        body = "\n".join(f"{quantity} x {name} {amount}" for name, quantity, _, amount in lines)
        return (
            f"{merchant.upper()}\n{address}\nTel 0{chance.randrange(10**9)}\n{day:%d/%m/%Y} 14:{number % 60:02d} Till "
            f"{number % 9} Cashier: Anna\n{body}\nTOTAL GBP {total}\nVISA DEBIT {total}\nVAT incl.\n"
            "Thank you, please come again!"
        )
    body = "\n".join(
        f"{place}. {name} {quantity} {amount}" for place, (name, quantity, _, amount) in enumerate(lines, 1)
    )
    if kind == "invoice":
        return (
            f"INVOICE\n{merchant} Ltd, {address}\nInvoice number INV-{day.year}-{number}\nDate: {day:%d %B %Y}\n"
            f"Bill to: P. Sokolov\nDescription Qty Amount\n{body}\nTotal due £{total:,.2f}\n"
            "Payment terms: 30 days by bank transfer."
        )
    if kind == "act":
        return (
            f"ACCEPTANCE CERTIFICATE No. {number}\nDate: {day:%d %B %Y}\nContractor: {merchant} Ltd\n"
            "Client: P. Sokolov\n"
            f"{body}\nTotal value £{total:,.2f}\nThe client accepts the services as complete and has no claims."
        )
    return (
        f"AGREEMENT No. {number}\n{day:%d %B %Y}\nThis agreement is made between {merchant} Ltd (the Supplier) and "
        f"P. Sokolov (the Client).\n1. Subject: {lines[0][0]}.\n2. The fee is £{total:,.2f}.\n"
        "3. Each party is liable as the law provides.\n4. This agreement comes into force when signed by both parties."
    )

"""The lines of goods and services of a receipt or an invoice, above its first total."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.ports.document_reader import LineItem
from ml.documents.amount_roles import TOTALS, Role, role_of
from ml.documents.item_figures import counted, own_sum
from ml.documents.parse_amount import FoundAmount, amounts_in, plain_decimal
from ml.documents.parse_date import dates_in
from ml.documents.text_line import TextLine, place_of

_PIECES: Final = r"x|х|×|\*|@|шт\.?|ед\.?|усл\.?|час\w*|мес\w*|pcs?|nos|units?|hrs?|hours?|stk\.?|std\.?"
_QUANTITIES: Final = (
    re.compile(r"(?<=[.,]\d\d)\s*[xх×*]\s?(?P<quantity>\d{1,4}(?:[.,]\d{3})?)(?![\d.,])", re.IGNORECASE),  # 89.99 *2
    re.compile(
        # A weight glued to its unit (`MILO 1KG`) belongs to the name.
        rf"(?<![\d.,])(?P<quantity>\d{{1,4}}(?:[.,]\d{{1,3}})?)(?:\s*(?:{_PIECES})|\s(?:кг|л|kg))(?![A-Za-zА-Яа-я])",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![A-Za-zА-Яа-я])[xх×]\s?(?P<quantity>\d{1,3})(?![\d.,])", re.IGNORECASE),
)
_UNIT: Final = re.compile(rf"(?:{_PIECES}|кг|л|kg|[.\d]+)", re.IGNORECASE)
_LEADING: Final = re.compile(r"^(?:(?:\d{1,3}\s?)?[xх×*@]\s+|\d{1,3}[.)]?\s+(?=[^\W\d_]))", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,4}(?:[.,]\d{1,3})?(?![\w.,%])")
_NOT_AN_ITEM: Final = re.compile(
    r"\btel\b|\bfax\b|\bgst\b|\bphone\b|\bno\b\s*[:.]|invoice|receipt|\d\s*uhr\b|общая\s+стоимость|\bdate\b|\bинн\b|\bтел\b|кассир|смена|\bчек\b|iban|\bbic\b|бик|р/с|к/с",
    re.IGNORECASE,
)
_TAIL: Final = 14
"""Letters that may follow an item's amount: a tax code, a currency."""
_MOST_ITEMS: Final = 500
_NOTHING: Final = TextLine("")
_EDGE: Final = " \t.,:;|~_*=-–—'\"`#$€£₽"


def extract_line_items(lines: Sequence[TextLine], language: str) -> list[LineItem]:
    """Items in their order. An item's name may stand on the line above its figures."""
    spaced = language == "ru"
    items: list[LineItem] = []
    name_above = _NOTHING
    for line in lines:
        text = line.text
        role = role_of(text)
        amounts = [amount for amount in amounts_in(text, spaced=spaced) if amount.has_cents]
        if role in TOTALS | {Role.SUBTOTAL} and amounts and items:
            break
        if _NOT_AN_ITEM.search(text) or dates_in(text) or (role is not Role.NONE and role is not Role.TOTAL):
            name_above = _NOTHING
        elif not amounts:
            name_above = line
        elif role is Role.NONE and len(text) - amounts[-1].end <= _TAIL:
            item = _item(text, amounts, name_above.text)
            if item:
                above = [name_above] if item.description == _clean(name_above.text) else []
                items.append(replace(item, box=place_of([*above, line])))
            name_above = _NOTHING
        if len(items) >= _MOST_ITEMS:
            break
    return items


def _item(text: str, amounts: Sequence[FoundAmount], name_above: str) -> LineItem | None:
    quantity, starts = _quantity(text, amounts)
    figures = min([amounts[0].start, *starts])
    own = text[:figures].strip(_EDGE)
    rest = own or text[max(starts, default=0) : amounts[0].start].strip(_EDGE)
    is_named = _letters(rest) >= 3 and not all(_UNIT.fullmatch(word) for word in rest.split())  # noqa: PLR2004
    description = _clean(rest if is_named else name_above)
    if _letters(description) < 3:  # noqa: PLR2004
        return None
    return LineItem(description, quantity, plain_decimal(own_sum(text, amounts).value))


def _quantity(text: str, amounts: Sequence[FoundAmount]) -> tuple[str | None, list[int]]:
    """The quantity and where it starts: marked by a unit or `x`, or proved by quantity × price = amount."""
    for pattern in _QUANTITIES:
        match = pattern.search(text, 0, amounts[-1].start)
        if match:
            return match["quantity"].replace(",", "."), [match.start()]
    last = amounts[-1].value
    for number in _NUMBER.finditer(text[: amounts[-1].start]):
        if any(amount.start <= number.start() < amount.end for amount in amounts):
            continue  # thousands of an amount: at 20 %, six times the tax is the sum with it
        quantity = Decimal(number[0].replace(",", "."))
        if quantity and any(quantity * price.value == last for price in amounts[:-1] if price.start > number.start()):
            return number[0].replace(",", "."), [number.start()]
    found = counted(text, amounts)
    return (found.quantity, [found.start]) if found is not None else (None, [])


def _clean(description: str) -> str:
    return " ".join(_LEADING.sub("", description.strip(_EDGE)).split())


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)

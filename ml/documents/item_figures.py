"""What the figures of an item's line say together: how many, and which sum is the item's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ml.documents.parse_amount import FoundAmount

_COUNT: Final = re.compile(
    r"(?<!\S)(?P<count>\d{1,4}|[ЗзОоБбOolIiSsBbZzgq]|[^\w\s])(?:\s*(?:[xх×*]|(?:шт|ед|усл|час|мес|pcs?|Stk|Std)\b\.?))?\W*$"
)
_COUNT_AND_PRICE: Final = re.compile(r"(?P<count>\d{1,3})[ \u00a0](?P<price>\d{1,3}(?:[ \u00a0]\d{3})*[.,]\d\d)")
_MOST: Final = 9_999
_NEARLY: Final = Decimal("0.02")
"""How far sum and quantity × price may lie apart where one digit of a price was misread, as a share of the sum."""
_ROUNDING: Final = Decimal("0.02")
_RATE: Final = re.compile(r"(?<![\d.,])\d{1,2}\s?%")
_TAX_AND_GROSS: Final = 2
_OF_A_TABLE: Final = 3
"""Amounts of a row that has tax beside price and sum."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, and where in the line the figures begin."""

    quantity: str
    start: int


def counted(text: str, amounts: Sequence[FoundAmount]) -> Counted | None:
    """The quantity that stands before the price, where price and sum prove it.

    The sum by the price says it even where its digit was misread (`З`, `$`), or went to the price's thousands
    (`4 531,32` for four at 531,32). In rows of three amounts and more a whole number there is believed as it stands.
    """
    if len(amounts) < 2:  # noqa: PLR2004 - a price and a sum
        return None
    first, total = amounts[0], amounts[1].value
    split = _split(text[first.start : first.end])
    if split is not None and split[0] * split[1] == total:
        return Counted(str(split[0]), first.start)
    written = _COUNT.search(text, 0, first.start)
    if written is not None and first.value:
        count, mark = total / first.value, written["count"]
        if count == int(count) and (2 <= count <= _MOST or mark == "1"):  # noqa: PLR2004 - any sign could be a 1
            return Counted(str(int(count)), written.start())
        if mark.isdigit() and (len(amounts) >= _OF_A_TABLE or _agree(int(mark), first.value, total)):
            return Counted(mark, written.start())
    if written is None and split is not None and _agree(*split, total):
        return Counted(str(split[0]), first.start)
    return None


def _split(figure: str) -> tuple[int, Decimal] | None:
    """`4 531,32` as four at 531,32."""
    both = _COUNT_AND_PRICE.fullmatch(figure)
    if both is None:
        return None
    return int(both["count"]), Decimal(re.sub(r"\s", "", both["price"]).replace(",", "."))


def _agree(count: int, price: Decimal, total: Decimal) -> bool:
    return abs(count * price - total) <= _NEARLY * abs(total)


def own_sum(text: str, amounts: Sequence[FoundAmount]) -> FoundAmount:
    """The item's sum: the last amount; of a row with tax (sum, rate, tax, sum with it) the one without."""
    last = amounts[-1]
    rate = _RATE.search(text)
    if rate is not None:
        before = [amount for amount in amounts if amount.end <= rate.start()]
        is_tax = len(before) > 1 and len(amounts) - len(before) >= _TAX_AND_GROSS and before[-1].value <= last.value
        if is_tax:  # a discount would make the last one less
            return before[-1]
    for place, net in enumerate(amounts[1:-2], start=1):
        taxes = amounts[place + 1 : -1]
        if any(tax.value > 0 and abs(net.value + tax.value - last.value) <= _ROUNDING for tax in taxes):
            return net
    return last

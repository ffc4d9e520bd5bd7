"""Finds the amounts of a document and says by the words on their lines what they stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.ports.document_reader import PageBox
from ml.documents.amount_roles import Role, role_of
from ml.documents.parse_amount import FoundAmount, amounts_in
from ml.documents.text_line import TextLine


@dataclass(frozen=True, slots=True)
class LabelledAmount:
    """An amount, the index of its line, and what it stands for."""

    line: int
    role: Role
    value: Decimal
    confidence: float
    place: PageBox | None = None


_SUMMARY: Final = re.compile(
    r"(?:g[s5]t|tax|vat|[6c]st|mwst|ust)\s*(?:summary|sumnary|analysis|details?|breakdown|übersicht)|\bsummary\b|tax\s*code|"
    r"amt?\s*\(?r[mnh]\)?.*tax|amount.*tax\s*(?:\(|$)",
    re.IGNORECASE,
)
_EVEN_IN_SUMMARY: Final = frozenset(
    {Role.DUE, Role.PAYABLE, Role.NET_TOTAL, Role.GRAND_TOTAL, Role.CASH, Role.CHANGE, Role.CARD}
)
_ENOUGH_WITH_CENTS: Final = 3
_ONLY_AMOUNT: Final = re.compile(r"^[^A-Za-zА-Яа-яЁё]*(?:RM|RUB|EUR|USD|GBP|руб\.?|р\.?)?[^A-Za-zА-Яа-яЁё]*$")


def label_amounts(lines: Sequence[TextLine], *, spaced: bool) -> list[LabelledAmount]:
    """The amount of each labelled line: the last one on it, or the one that stands alone on the line below.

    Inside a summary of taxes `total` stands for other things, so those lines are left out.
    """
    with_cents = sum(_has_cents(line.text, spaced=spaced) for line in lines) >= _ENOUGH_WITH_CENTS
    labelled: list[LabelledAmount] = []
    in_summary = False
    for index, line in enumerate(lines):
        role = role_of(line.text)
        if _SUMMARY.search(line.text) and not _has_cents(line.text, spaced=spaced):
            in_summary = True
        if role is Role.NONE or (in_summary and role not in _EVEN_IN_SUMMARY):
            continue
        amount, source = _amount_for(lines, index, spaced=spaced)
        if amount is not None:
            labelled += [
                replace(one, place=source.place(amount.start, amount.end))
                for one in _labelled(index, role, amount, source.confidence, with_cents=with_cents)
            ]
    return labelled


def _labelled(
    index: int, role: Role, amount: FoundAmount, confidence: float, *, with_cents: bool
) -> list[LabelledAmount]:
    if role is Role.ROUNDING and abs(amount.value) >= 1:
        # `Rounding RM 01` has lost its point; `Rounding RM 45.35` is what was rounded.
        role = Role.TOTAL if amount.has_cents else role
        return [LabelledAmount(index, role, amount.value if amount.has_cents else amount.value / 100, confidence)]
    if amount.has_cents or not with_cents:
        return [LabelledAmount(index, role, amount.value, confidence)]
    # Where all amounts have cents, one without has lost its point, or is no amount.
    if role in _EVEN_IN_SUMMARY | {Role.TOTAL} and 100 <= amount.value < 1_000_000:  # noqa: PLR2004 - 1.00 to 9,999.99
        return [LabelledAmount(index, role, amount.value / 100, confidence / 3)]
    return []


def _has_cents(text: str, *, spaced: bool) -> bool:
    return any(amount.has_cents for amount in amounts_in(text, spaced=spaced))


def _amount_for(lines: Sequence[TextLine], index: int, *, spaced: bool) -> tuple[FoundAmount | None, TextLine]:
    line = lines[index]
    own = amounts_in(line.text, spaced=spaced)
    with_cents = [amount for amount in own if amount.has_cents]
    if with_cents:
        return with_cents[-1], line
    if index + 1 < len(lines) and _ONLY_AMOUNT.match(lines[index + 1].text):
        below = [amount for amount in amounts_in(lines[index + 1].text, spaced=spaced) if amount.has_cents]
        if below:
            return below[-1], lines[index + 1]
    # Roubles and yen are often written without cents; a lone small number is more often a count.
    whole = [amount for amount in own if amount.end >= len(line.text) - 8]
    return (whole[-1] if whole else None), line

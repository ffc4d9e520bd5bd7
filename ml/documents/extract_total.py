"""What was paid or is to be paid: the value that words and arithmetic of the document agree on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.ports.document_reader import FieldValue, PageBox
from ml.documents.amount_roles import TOTALS, Role
from ml.documents.label_amounts import LabelledAmount, label_amounts
from ml.documents.parse_amount import amounts_in, plain_decimal
from ml.documents.text_line import TextLine

_BY_ROLE: Final = {
    Role.DUE: 3.7,
    Role.PAYABLE: 3.7,
    Role.NET_TOTAL: 3.4,
    Role.GRAND_TOTAL: 3.0,
    Role.TOTAL: 2.2,
    Role.SUBTOTAL: 1.2,
    Role.CARD: 1.0,
    Role.CASH: 0.7,
    Role.NET: 0.3,
}
_TOTALS: Final = TOTALS | {Role.SUBTOTAL}
_MAY_BE_OWED_BACK: Final = frozenset({Role.DUE, Role.PAYABLE, Role.GRAND_TOTAL})
_TOTAL_LESS_PAID: Final = 3.0
_CASH_MINUS_CHANGE: Final = 2.0
_TOTAL_PLUS_ROUNDING: Final = 2.5
_NET_PLUS_TAX: Final = 1.5
_REPEATED: Final = 0.25
_LATER: Final = 0.3
_LARGEST_ROUNDING: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Total:
    """The chosen total.

    `supported` is true where an equation of the document's own amounts gives the same; `before_tax` are the amounts
    that the document calls a subtotal or a net amount.
    """

    value: Decimal
    field: FieldValue
    supported: bool
    before_tax: frozenset[Decimal] = frozenset()


def extract_total(lines: Sequence[TextLine], language: str) -> Total | None:
    """The total, or None where no amount is seen. Its confidence rises with equations that give the same value."""
    spaced = language in {"ru", "und"}
    labelled = label_amounts(lines, spaced=spaced)
    evidence = _from_words(labelled, len(lines))
    seen = Counter(one.value for line in lines for one in amounts_in(line.text, spaced=spaced) if one.has_cents)
    supported = _from_arithmetic(labelled, evidence, seen)
    if not evidence:
        return _largest(seen)
    for value in evidence:
        evidence[value] += _REPEATED * min(max(seen[value] - 1, 0), 3)
    ranked = sorted(evidence, key=lambda value: (evidence[value], value), reverse=True)
    best = ranked[0]
    lead = evidence[best] - (evidence[ranked[1]] if len(ranked) > 1 else 0.0)
    read = max((one.confidence for one in labelled if one.value == best), default=0.7)
    base = 0.3 + 0.08 * min(evidence[best], 5.0) + 0.06 * min(lead, 3.0) + (0.12 if best in supported else 0.0)
    confidence = min(0.99, base * (0.6 + 0.4 * read))
    before_tax = frozenset(one.value for one in labelled if one.role in {Role.SUBTOTAL, Role.NET})
    field = FieldValue(plain_decimal(best), round(confidence, 2), _place(best, labelled, lines, spaced=spaced))
    return Total(best, field, best in supported, before_tax)


def _place(
    value: Decimal, labelled: Sequence[LabelledAmount], lines: Sequence[TextLine], *, spaced: bool
) -> PageBox | None:
    """Where the total stands: by the words that speak for it most, else where the amount is seen first."""
    of_value = [one for one in labelled if one.value == value and one.place is not None]
    if of_value:
        return max(of_value, key=lambda one: _BY_ROLE.get(one.role, 0.0)).place
    return next(
        (
            line.place(one.start, one.end)
            for line in lines
            for one in amounts_in(line.text, spaced=spaced)
            if one.value == value
        ),
        None,
    )


def _from_words(labelled: Sequence[LabelledAmount], line_count: int) -> dict[Decimal, float]:
    evidence: dict[Decimal, float] = {}
    best_of_role: dict[tuple[Decimal, Role], float] = {}
    for one in labelled:
        weight = _BY_ROLE.get(one.role)
        if weight is None or one.value == 0 or (one.value < 0 and one.role not in _MAY_BE_OWED_BACK):
            continue
        weight = weight * (0.6 + 0.4 * one.confidence) + _LATER * one.line / max(line_count, 1)
        best_of_role[one.value, one.role] = max(weight, best_of_role.get((one.value, one.role), 0.0))
    for (value, _), weight in best_of_role.items():
        evidence[value] = evidence.get(value, 0.0) + weight
    return evidence


def _from_arithmetic(
    labelled: Sequence[LabelledAmount], evidence: dict[Decimal, float], seen: Counter[Decimal]
) -> set[Decimal]:
    def of(*roles: Role) -> set[Decimal]:
        return {one.value for one in labelled if one.role in roles}

    given, change = of(Role.CASH), {abs(value) for value in of(Role.CHANGE)}
    # The rounding stands below what it rounds, and engines lose its minus.
    rounded = {
        total.value + sign * step.value
        for step in labelled
        for total in labelled
        for sign in (1, -1)
        if step.role is Role.ROUNDING and 0 < abs(step.value) < _LARGEST_ROUNDING
        if total.role in _TOTALS and total.line < step.line
    }
    due, gross = of(Role.DUE), of(Role.PAYABLE, Role.GRAND_TOTAL)
    paid_before = {rest for rest in due for all_of_it in gross if _is_seen(all_of_it - rest, seen)}
    nets, taxes, totals = of(Role.NET, Role.NET_TOTAL, Role.SUBTOTAL), of(Role.TAX), of(*_TOTALS)
    with_tax = {net + tax for net in nets | totals for tax in taxes if tax > 0 and (net in nets or net + tax in totals)}
    equations = (
        (paid_before, _TOTAL_LESS_PAID, False),
        # Cash minus change is believed even where the total itself was not read.
        ({cash - back for cash in given for back in change if cash > back}, _CASH_MINUS_CHANGE, True),
        (rounded, _TOTAL_PLUS_ROUNDING, False),
        (with_tax, _NET_PLUS_TAX, False),
    )
    supported: set[Decimal] = set()
    for values, weight, alone in equations:
        for value in values:
            if value in evidence or value in seen or alone:
                supported.update({value} if value in seen else ())
                evidence[value] = evidence.get(value, 0.0) + weight
    return supported


def _is_seen(paid: Decimal, seen: Counter[Decimal]) -> bool:
    return paid > 0 and bool(seen[paid] or seen[-paid])


def _largest(seen: Counter[Decimal]) -> Total | None:
    amounts = [value for value in seen if value > 0]
    if not amounts:
        return None
    repeated = [value for value in amounts if seen[value] > 1]
    best = max(repeated or amounts)
    return Total(best, FieldValue(plain_decimal(best), 0.3 if repeated else 0.15), supported=False)

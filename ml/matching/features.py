"""What speaks for and against a pair, each as a number whose meaning can be told."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.receipt_matcher import (
    BAND,
    LEAST_PAID,
    MOST_PAID,
    Candidate,
    KnownPair,
    MatchKind,
    Paper,
    PaymentFacts,
)
from ml.matching.names import NOTHING, Likeness, likeness, name_key

Floats = NDArray[np.float64]

NAMES: Final = (
    "exact",
    "exact_telling",  # 1,437.82 is met by chance more seldom than 500
    "original_exact",  # the bank says what the merchant asked in its own currency, and it is the total
    "tip",
    "tip_size",
    "tip_round",  # a usual share, or a sum rounded up
    "discount",
    "discount_size",
    "exchanged",
    "exchanged_off",
    "far",  # both amounts are known and have nothing to do with one another
    "amount_unknown",
    "currency_unknown",
    "before",
    "days_0",
    "days_1",
    "days_2",
    "days_3_4",
    "days_5_7",
    "days_8_on",
    "invoice",
    "invoice_before",
    "invoice_days_0_3",
    "invoice_days_4_14",
    "invoice_days_15_30",
    "invoice_days_31_on",
    "day_unknown",
    "name_cover",
    "name_both",
    "name_letters",
    "name_same",
    "name_other",
    "name_missing",
    "alias",
    "alias_other",  # the statement's name is known to be another merchant's
    "number_said",  # the number of the invoice stands in the purpose of the payment
    "exact_and_name",
    "exact_and_other_name",
    "telling_and_other_name",
    "near_and_name",
    "near_and_other_name",
)
_USUAL_TIPS: Final = tuple(Decimal(share) for share in ("0.05", "0.10", "0.125", "0.15", "0.18", "0.20"))
_CLOSE: Final = Decimal("0.004")
_SAME: Final = 0.85
_OTHER: Final = 0.3
_NUMBER: Final = re.compile(r"\d{2,}")


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which names on statements a person has confirmed for a name or a tax id on paper."""

    of_paper: dict[str, frozenset[str]]
    taken: frozenset[str]

    @classmethod
    def learn(cls, known: Sequence[KnownPair]) -> "Aliases":
        """From confirmed pairs."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for pair in known:
            name = name_key(pair.description)
            for key in _paper_keys(pair.merchant, pair.tax_id) if name else ():
                found[key].add(name)
        of_paper = {key: frozenset(names) for key, names in found.items()}
        return cls(of_paper, frozenset(name for names in of_paper.values() for name in names))

    def verdict(self, paper: Paper, payment: PaymentFacts) -> tuple[bool, bool]:
        """Whether the two names are known to be one merchant's, and whether the payment's is known for others only."""
        names = {name_key(payment.description)}
        if payment.counterparty:
            names.add(name_key(payment.counterparty))
        mine = frozenset[str]().union(
            *(self.of_paper.get(key, frozenset()) for key in _paper_keys(paper.merchant, paper.tax_id))
        )
        is_mine = bool(names & mine)
        return is_mine, not is_mine and bool(names & self.taken)


def _paper_keys(merchant: str | None, tax_id: str | None) -> list[str]:
    keys = [f"name:{key}"] if merchant and (key := name_key(merchant)) else []
    return [*keys, f"tax:{tax_id}"] if tax_id else keys


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate looked at: its features in the order of `NAMES`, and what the choice needs again."""

    paper: Paper
    payment: PaymentFacts
    kind: MatchKind
    days: int | None
    alike: Likeness
    is_alias: bool
    values: Floats


def look_at(candidate: Candidate, paper: Paper, payment: PaymentFacts, aliases: Aliases) -> Pair:
    """The features of one candidate."""
    kind, found = _amounts(candidate, paper, payment)
    days = (payment.booked_on - paper.dated_on).days if paper.dated_on is not None else None
    alike = _likeness(paper, payment)
    is_alias, is_others = aliases.verdict(paper, payment)
    found |= _days(days, is_receipt=paper.is_receipt)
    found |= _names(paper, alike)
    found |= {"alias": is_alias, "alias_other": is_others, "number_said": _says_number(paper, payment)}
    is_same = is_alias or alike.cover >= _SAME
    is_other = not is_alias and alike.cover < _OTHER and bool(paper.merchant)
    is_exact = bool(found.get("exact") or found.get("original_exact"))
    is_near = bool(found.get("tip") or found.get("discount") or found.get("exchanged"))
    found |= {
        "exact_and_name": is_exact and is_same,
        "exact_and_other_name": is_exact and is_other,
        "telling_and_other_name": found.get("exact_telling", 0.0) if is_other else 0.0,
        "near_and_name": is_near and is_same,
        "near_and_other_name": is_near and is_other,
    }
    values = np.array([float(found.get(name, 0.0)) for name in NAMES])
    return Pair(paper, payment, kind, days, alike, is_alias, values)


def _amounts(candidate: Candidate, paper: Paper, payment: PaymentFacts) -> tuple[MatchKind, dict[str, float]]:
    total = paper.total
    if total is None or total <= 0:
        return MatchKind.NAME, {"amount_unknown": 1.0}
    if paper.currency is None or paper.currency == payment.currency:
        kind, found = _compare(total, payment.amount)
        return kind, found | {"currency_unknown": float(paper.currency is None)}
    if payment.original is not None and payment.original_currency == paper.currency:
        kind, found = _compare(total, payment.original)
        if kind is MatchKind.EXACT:
            return MatchKind.EXCHANGED, {"original_exact": 1.0, "exact_telling": found["exact_telling"]}
        return kind, found
    if candidate.ratio is not None and abs(candidate.ratio - 1) <= BAND:
        return MatchKind.EXCHANGED, {"exchanged": 1.0, "exchanged_off": abs(candidate.ratio - 1) / float(BAND)}
    return MatchKind.NAME, {"far": 1.0}


def _compare(total: Decimal, paid: Decimal) -> tuple[MatchKind, dict[str, float]]:
    share = paid / total
    if share == 1:
        return MatchKind.EXACT, {"exact": 1.0, "exact_telling": _telling(total)}
    if 1 < share <= MOST_PAID:
        size = float((share - 1) / (MOST_PAID - 1))
        return MatchKind.TIP, {"tip": 1.0, "tip_size": size, "tip_round": float(_is_usual_tip(share - 1, paid))}
    if LEAST_PAID <= share < 1:
        return MatchKind.DISCOUNT, {"discount": 1.0, "discount_size": float((1 - share) / (1 - LEAST_PAID))}
    return MatchKind.NAME, {"far": 1.0}


def _telling(total: Decimal) -> float:
    """How many digits the amount has that are not zeros at its end, of six."""
    return min(len(total.normalize().as_tuple().digits), 6) / 6


def _is_usual_tip(share: Decimal, paid: Decimal) -> bool:
    return any(abs(share - usual) <= _CLOSE for usual in _USUAL_TIPS) or paid % 10 == 0


def _days(days: int | None, *, is_receipt: bool) -> dict[str, float]:
    if days is None:
        return {"day_unknown": 1.0, "invoice": float(not is_receipt)}
    if is_receipt:
        soon = ((-1, "before"), (0, "days_0"), (1, "days_1"), (2, "days_2"), (4, "days_3_4"), (7, "days_5_7"))
        return {next((name for most, name in soon if days <= most), "days_8_on"): 1.0}
    steps = ((-1, "before"), (3, "days_0_3"), (14, "days_4_14"), (30, "days_15_30"))
    step = next((name for most, name in steps if days <= most), "days_31_on")
    return {"invoice": 1.0, f"invoice_{step}": 1.0}


def _names(paper: Paper, alike: Likeness) -> dict[str, float]:
    if not paper.merchant:
        return {"name_missing": 1.0}
    return {
        "name_cover": alike.cover,
        "name_both": alike.both,
        "name_letters": alike.letters,
        "name_same": float(alike.cover >= _SAME),
        "name_other": float(alike.cover < _OTHER),
    }


def _likeness(paper: Paper, payment: PaymentFacts) -> Likeness:
    if not paper.merchant:
        return NOTHING
    sides = [payment.description, *([payment.counterparty] if payment.counterparty else [])]
    found = [likeness(paper.merchant, side) for side in sides]
    return max(found, key=lambda alike: (alike.cover, alike.both, alike.letters))


def _says_number(paper: Paper, payment: PaymentFacts) -> bool:
    mine = _NUMBER.findall(paper.number or "")
    said = set(_NUMBER.findall(payment.description)) if mine else set()
    return bool(mine) and all(part in said for part in mine)

"""Whether an offer is for a person, rule by rule. What is not known is never met."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.marketplace.eligibility import CriterionKind, Earned, Eligibility, MonthsOfBooks, OneOf
from core.marketplace.standing import MonthSums, Standing


class Outcome(StrEnum):
    """What the person's data say to a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class WhyUnknown(StrEnum):
    """What is missing to say whether a rule is met."""

    NO_TAX_PROFILE = "no_tax_profile"
    NO_BOOKS = "no_books"
    TOO_FEW_MONTHS = "too_few_months"
    GAPS = "gaps"
    UNSORTED = "unsorted"
    BY_HAND = "by_hand"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule, and what the person's data say to it.

    `found` holds the person's words (or the number of months); `found_minor` their average a month, rounded down, in
    the rule's currency. Both are there where they are known, also where the outcome is not.
    """

    criterion: OneOf | MonthsOfBooks | Earned
    outcome: Outcome
    why: WhyUnknown | None = None
    found: tuple[str, ...] = ()
    found_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer for a person."""

    reasons: Sequence[Reason]

    @property
    def is_eligible(self) -> bool:
        """Whether every rule is met. An offer without rules is for nobody."""
        return bool(self.reasons) and all(one.outcome is Outcome.MET for one in self.reasons)

    @property
    def is_refused(self) -> bool:
        """Whether a rule is certainly not met."""
        return not self.reasons or any(one.outcome is Outcome.NOT_MET for one in self.reasons)

    def count(self, outcome: Outcome) -> int:
        """How many rules came out so."""
        return sum(one.outcome is outcome for one in self.reasons)


def judge_offer(eligibility: Eligibility, standing: Standing) -> Judged:
    """Hold an offer's rules against a person's standing."""
    return Judged([_judge(one, standing) for one in eligibility.criteria])


def _judge(one: OneOf | MonthsOfBooks | Earned, standing: Standing) -> Reason:
    if isinstance(one, OneOf):
        return _judge_words(one, standing)
    if isinstance(one, MonthsOfBooks):
        if standing.books_since is None:
            return Reason(one, Outcome.UNKNOWN, WhyUnknown.NO_BOOKS)
        outcome = Outcome.MET if standing.whole_months >= one.months else Outcome.NOT_MET
        return Reason(one, outcome, found=(str(standing.whole_months),))
    return _judge_earned(one, standing)


def _judge_words(one: OneOf, standing: Standing) -> Reason:
    words = {
        CriterionKind.BASE_CURRENCY: (standing.base_currency,),
        CriterionKind.COUNTRY: tuple(dict.fromkeys(tax.country for tax in standing.taxes)),
        CriterionKind.TAX_REGIME: tuple(dict.fromkeys(tax.regime for tax in standing.taxes)),
        CriterionKind.VAT_STATUS: tuple(dict.fromkeys(tax.vat for tax in standing.taxes)),
    }[one.kind]
    if not words:
        return Reason(one, Outcome.UNKNOWN, WhyUnknown.NO_TAX_PROFILE)
    return Reason(one, Outcome.MET if set(words) & set(one.among) else Outcome.NOT_MET, found=words)


def _judge_earned(one: Earned, standing: Standing) -> Reason:
    if standing.books_since is None:
        return Reason(one, Outcome.UNKNOWN, WhyUnknown.NO_BOOKS)
    if standing.whole_months < one.months:
        return Reason(one, Outcome.UNKNOWN, WhyUnknown.TOO_FEW_MONTHS)
    months = standing.months[-one.months :]
    sums = [month.get(one.currency, MonthSums()) for month in months]
    elsewhere = any(_is_busy(other) for month in months for code, other in month.items() if code != one.currency)
    has_gaps = any(gap.last >= standing.starts[-one.months] for gap in standing.gaps)
    earned = sum(month.earned for month in sums)
    wanted = one.least_minor * one.months
    may_add = sum(month.unsorted_in for month in sums)
    if one.kind is CriterionKind.MONTHLY_INCOME:
        lowest, shown = earned, earned
        doubts_if_met: list[WhyUnknown] = []
    else:
        shown = earned - sum(month.spent for month in sums)
        lowest = shown - sum(month.unsorted_out for month in sums)
        doubts_if_met = [WhyUnknown.GAPS] * has_gaps + [WhyUnknown.OTHER_CURRENCY] * elsewhere
    average = shown // one.months
    if lowest >= wanted and not doubts_if_met:
        return Reason(one, Outcome.MET, found_minor=average)
    doubts = [WhyUnknown.GAPS] * has_gaps + [WhyUnknown.OTHER_CURRENCY] * elsewhere
    if shown + may_add >= wanted:
        doubts.append(WhyUnknown.UNSORTED)
    if shown + may_add + sum(month.by_hand for month in sums) >= wanted:
        doubts.append(WhyUnknown.BY_HAND)
    if doubts:
        return Reason(one, Outcome.UNKNOWN, doubts[0], found_minor=average)
    return Reason(one, Outcome.NOT_MET, found_minor=average)


def _is_busy(sums: MonthSums) -> bool:
    return sums != MonthSums()


def average_income(standing: Standing, months: int) -> int | None:
    """A month's income on average of the last whole months, in minor units of the base currency, rounded down.

    None where the books do not go back so far: it is not guessed.
    """
    if standing.whole_months < months:
        return None
    own = [month.get(standing.base_currency, MonthSums()).earned for month in standing.months[-months:]]
    return sum(own) // months

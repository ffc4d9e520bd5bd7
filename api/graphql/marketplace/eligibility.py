from typing import Any

import strawberry

from api.graphql.scalars import Locale, Money, MoneyInput, money
from core.marketplace.eligibility import (
    CriterionKind,
    Earned,
    Eligibility,
    MonthsOfBooks,
    OneOf,
    checked_eligibility,
    eligibility_of,
)
from core.marketplace.explain import explain
from core.marketplace.judge_offer import Judged, Outcome, Reason, WhyUnknown
from core.money import Currency
from core.money import Money as MoneyValue


@strawberry.type(description="A rule of an offer: for whom it is. All of an offer's rules must be met.")
class OfferCriterion:
    """A rule."""

    kind: CriterionKind = strawberry.field(description="What it is about.")
    among: list[str] = strawberry.field(
        description="Words of which one must be the person's: ISO countries, regimes, VAT statuses or currencies. "
        "Empty for rules about numbers."
    )
    months: int | None = strawberry.field(description="Whole months that it is about; null where it is about none.")
    least: Money | None = strawberry.field(description="The least amount a month; null where it is about none.")


def _text(root: strawberry.Parent["OfferReason"], locale: Locale = "en") -> str:
    return explain(root.reason, locale)


@strawberry.type(description="A rule of an offer, and what the person's own data say to it.")
class OfferReason:
    """Why an offer is, or is not, for the person."""

    reason: strawberry.Private[Reason]
    criterion: OfferCriterion = strawberry.field(description="The rule.")
    outcome: Outcome = strawberry.field(description="What the data say.")
    is_met: bool | None = strawberry.field(description="The same as a yes or no; null where it is not known.")
    why_unknown: WhyUnknown | None = strawberry.field(description="What is missing to say; null where nothing is.")
    found: list[str] = strawberry.field(description="The person's words, or number of months; empty if not known.")
    found_amount: Money | None = strawberry.field(
        description="The person's average a month, rounded down, as far as it is confirmed; null for other rules."
    )

    text: str = strawberry.field(resolver=_text, description="The whole in words, in the language of a locale.")


@strawberry.type(description="Whether an offer is for the person, by their own data. Told to nobody else.")
class OfferEligibility:
    """An offer, held against a person's data."""

    is_eligible: bool = strawberry.field(description="Every rule is met. What is not known is not met.")
    is_refused: bool = strawberry.field(description="A rule is certainly not met: the offer can't be asked for.")
    reasons: list[OfferReason] = strawberry.field(description="Rule by rule, as the partner listed them.")


@strawberry.input(description="A rule of an offer. `among` is for words, `months` and `least` for numbers.")
class OfferCriterionInput:
    """A rule as a partner tells it."""

    kind: CriterionKind = strawberry.field(description="What it is about.")
    among: list[str] | None = strawberry.field(
        default=None, description="One of these must be the person's: 1 to 20 words."
    )
    months: int | None = strawberry.field(default=None, description="Whole months, 1 to 24.")
    least: MoneyInput | None = strawberry.field(default=None, description="The least amount a month, above nothing.")


def show_criterion(rule: OneOf | MonthsOfBooks | Earned) -> OfferCriterion:
    """A rule as GraphQL shows it."""
    return OfferCriterion(
        kind=rule.kind,
        among=list(rule.among) if isinstance(rule, OneOf) else [],
        months=None if isinstance(rule, OneOf) else rule.months,
        least=money(rule.least_minor, rule.currency) if isinstance(rule, Earned) else None,
    )


def show_criteria(stored: dict[str, Any]) -> list[OfferCriterion]:
    """The rules of a row."""
    return [show_criterion(rule) for rule in eligibility_of(stored).criteria]


def show_judged(judged: Judged) -> OfferEligibility:
    """What came of holding rules against data."""
    return OfferEligibility(
        is_eligible=judged.is_eligible,
        is_refused=judged.is_refused,
        reasons=[_show_reason(one) for one in judged.reasons],
    )


def told_eligibility(criteria: list[OfferCriterionInput] | None) -> Eligibility | None:
    """The rules of an input; None where it names none. Raises InvalidEligibilityError, MoneyError."""
    if criteria is None:
        return None
    return checked_eligibility([_told(one) for one in criteria])


def _told(one: OfferCriterionInput) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": one.kind.value}
    if one.among is not None:
        told["among"] = one.among
    if one.months is not None:
        told["months"] = one.months
    if one.least is not None:
        least = MoneyValue.from_decimal(one.least.amount, Currency.parse(one.least.currency))
        told |= {"least_minor": least.minor, "currency": least.currency.code}
    return told


def _show_reason(one: Reason) -> OfferReason:
    rule = one.criterion
    amount = None
    if isinstance(rule, Earned) and one.found_minor is not None:
        amount = money(one.found_minor, rule.currency)
    return OfferReason(
        reason=one,
        criterion=show_criterion(rule),
        outcome=one.outcome,
        is_met=None if one.outcome is Outcome.UNKNOWN else one.outcome is Outcome.MET,
        why_unknown=one.why,
        found=list(one.found),
        found_amount=amount,
    )

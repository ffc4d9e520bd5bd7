"""For whom an offer is: a small closed set of rules, kept as versioned JSON and checked when they are told.

All rules of an offer must be met. They are about what a person's own books and tax profile say, never about who the
person is: no age, no sex, no address.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.marketplace.errors import InvalidEligibilityError
from core.money import Currency
from core.taxes.rules.country import VatStatus
from core.taxes.rules.registry import countries

MOST_CRITERIA: Final = 10
MOST_MONTHS: Final = 24
MOST_WORDS: Final = 20


class CriterionKind(StrEnum):
    """What a rule is about."""

    COUNTRY = "country"
    TAX_REGIME = "tax_regime"
    VAT_STATUS = "vat_status"
    BASE_CURRENCY = "base_currency"
    MONTHS_OF_BOOKS = "months_of_books"
    MONTHLY_INCOME = "monthly_income"
    MONTHLY_PROFIT = "monthly_profit"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OneOf(_Rule):
    """A word of the person's is one of these: ISO country, regime key, VAT status, or ISO currency."""

    kind: Literal[
        CriterionKind.COUNTRY, CriterionKind.TAX_REGIME, CriterionKind.VAT_STATUS, CriterionKind.BASE_CURRENCY
    ]
    among: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_WORDS)]


class MonthsOfBooks(_Rule):
    """The person's books go back at least so many whole months."""

    kind: Literal[CriterionKind.MONTHS_OF_BOOKS]
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)]


class Earned(_Rule):
    """On average of the last `months` whole months the business earned at least so much a month (minor units)."""

    kind: Literal[CriterionKind.MONTHLY_INCOME, CriterionKind.MONTHLY_PROFIT]
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)]
    least_minor: Annotated[int, Field(gt=0, lt=2**53)]
    currency: str


Criterion = Annotated[OneOf | MonthsOfBooks | Earned, Field(discriminator="kind")]


class Eligibility(_Rule):
    """An offer's rules. `version` is the format's: a release reads what those before it wrote."""

    version: Literal[1] = 1
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=MOST_CRITERIA)] = ()


def eligibility_of(stored: Mapping[str, Any]) -> Eligibility:
    """An offer's rules as they are stored."""
    return Eligibility.model_validate(stored)


def checked_eligibility(criteria: Sequence[Mapping[str, Any]]) -> Eligibility:
    """Rules as a partner tells them. Raises InvalidEligibilityError, which names the first that makes no sense."""
    try:
        told = Eligibility.model_validate({"criteria": list(criteria)})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidEligibilityError(f"{place}: {first['msg']}.", field="eligibility") from None
    for one in told.criteria:
        _check_words(one)
    return told


def _check_words(one: OneOf | MonthsOfBooks | Earned) -> None:
    if isinstance(one, Earned):
        Currency(one.currency)
    if not isinstance(one, OneOf):
        return
    strange = [word for word in one.among if not _KNOWN[one.kind](word)]
    if strange:
        raise InvalidEligibilityError(f"{one.kind.value}: {strange[0]!r} is not known here.", field="eligibility")


def _is_currency(word: str) -> bool:
    return bool(Currency(word).code)


_KNOWN: Final[Mapping[CriterionKind, Callable[[str], bool]]] = {
    CriterionKind.COUNTRY: lambda word: word in countries(),
    CriterionKind.TAX_REGIME: lambda word: any(word in country.regimes for country in countries().values()),
    CriterionKind.VAT_STATUS: lambda word: word in {status.value for status in VatStatus},
    CriterionKind.BASE_CURRENCY: _is_currency,
}

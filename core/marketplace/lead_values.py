"""The values that a lead hands over: what the person is shown is what is sent."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.marketplace.judge_offer import average_income
from core.marketplace.models import LeadField, OfferRow
from core.marketplace.standing import LEAD_MONTHS, Standing
from core.money import in_major_units


@dataclass(frozen=True, slots=True)
class LeadValues:
    """What an offer asks for, in its order; None for what is not known. `digest` stands for these values and terms."""

    values: Mapping[LeadField, str | None]
    digest: str

    @property
    def unknown(self) -> Sequence[LeadField]:
        """What can't be handed over."""
        return [field for field, value in self.values.items() if value is None]


def lead_values(offer: OfferRow, standing: Standing) -> LeadValues:
    """The values of now."""
    values = {field: _value(standing, field) for field in map(LeadField, offer.requested_fields)}
    told = json.dumps([str(offer.id), offer.terms_version, values], ensure_ascii=False)
    return LeadValues(values, hashlib.sha256(told.encode()).hexdigest()[:32])


def _value(standing: Standing, field: LeadField) -> str | None:
    of: Mapping[LeadField, Callable[[Standing], str | None]] = {
        LeadField.NAME: lambda person: person.name,
        LeadField.EMAIL: lambda person: person.email,
        LeadField.BASE_CURRENCY: lambda person: person.base_currency,
        LeadField.COUNTRY: lambda person: ", ".join(dict.fromkeys(tax.country for tax in person.taxes)) or None,
        LeadField.TAX_REGIME: lambda person: ", ".join(dict.fromkeys(tax.regime for tax in person.taxes)) or None,
        LeadField.MONTHLY_INCOME: _income,
    }
    return of[field](standing)


def _income(standing: Standing) -> str | None:
    income = average_income(standing, LEAD_MONTHS)
    if income is None:
        return None
    return f"{in_major_units(income, standing.base_currency)} {standing.base_currency}"

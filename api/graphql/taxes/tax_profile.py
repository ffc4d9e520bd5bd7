from datetime import date, datetime
from typing import Any, Final

import strawberry

from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node
from core.taxes.models import TaxProfileRow
from core.taxes.rules.country import VatStatus

ENDING: Final = 4
"""Characters of a tax number that are shown."""


@strawberry.type(description="A fact that was told.")
class TaxFact:
    """Name and value."""

    name: str = strawberry.field(description="The fact, as `filing_status`.")
    value: str = strawberry.field(description="As it was written.")


@strawberry.type(description="A tax number that passed its check. It is kept encrypted and never shown whole.")
class TaxId:
    """Kind and ending."""

    kind: str = strawberry.field(description="The kind, as `inn`.")
    ending: str = strawberry.field(description="Its last four characters.")


def _facts(stored: dict[str, Any]) -> list[TaxFact]:
    return [TaxFact(name=name, value=str(value)) for name, value in sorted(stored.items())]


def _ids(stored: dict[str, str]) -> list[TaxId]:
    return [TaxId(kind=kind, ending=number[-ENDING:]) for kind, number in sorted(stored.items())]


@strawberry.type(description="How a person is taxed, from a day and to one.")
class TaxProfile(Node):
    """A tax profile."""

    row: strawberry.Private[TaxProfileRow]
    country: str = column(TaxProfileRow.country, "ISO 3166 code of two letters.")
    regime: str = column(TaxProfileRow.regime, "Key of the regime: see `taxCountries`.")
    region: str | None = column(TaxProfileRow.region, "Code of the part of the country; null where none was told.")
    starts_on: date = column(TaxProfileRow.starts_on, "First day under the regime.")
    ends_on: date | None = column(TaxProfileRow.ends_on, "Last day under the regime; null while it goes on.")
    vat: VatStatus = column(TaxProfileRow.vat, "Whether the person charges VAT.")
    facts: list[TaxFact] = computed([TaxProfileRow.facts], _facts, "What the person told of the case.")
    tax_ids: list[TaxId] = computed([TaxProfileRow.tax_ids], _ids, "Tax numbers.")
    created_at: datetime = column(TaxProfileRow.created_at, "When it was written down.")


def wrap_tax_profile(row: Any) -> TaxProfile:
    """The GraphQL type of a row."""
    return TaxProfile(row=row)

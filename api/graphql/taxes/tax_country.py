import strawberry

from api.graphql.scalars import Currency
from core.taxes.rules.country import CountryRules
from core.taxes.rules.facts import FactKind


@strawberry.type(description="Something a regime asks for that no statement tells.")
class TaxFactAsked:
    """A fact that is asked."""

    name: str = strawberry.field(description="Its name.")
    kind: FactKind = strawberry.field(description="How it is written.")
    description: str = strawberry.field(description="What it is, in English.")
    choices: list[str] = strawberry.field(description="What it may be; empty for all but a choice.")


@strawberry.type(description="A way to be taxed.")
class TaxRegime:
    """A regime."""

    key: str = strawberry.field(description="Its key.")
    name: str = strawberry.field(description="Its name.")
    facts: list[TaxFactAsked] = strawberry.field(description="What it asks for.")


@strawberry.type(description="A country whose tax rules are known here.")
class TaxCountry:
    """A country."""

    code: str = strawberry.field(description="ISO 3166 code of two letters.")
    name: str = strawberry.field(description="Its name in English.")
    currency: Currency = strawberry.field(description="The currency of its taxes.")
    regions: list[str] = strawberry.field(description="Codes of its parts, where the law differs; else empty.")
    tax_id_kinds: list[str] = strawberry.field(description="Kinds of tax number that can be given.")
    regimes: list[TaxRegime] = strawberry.field(description="Its regimes.")


def show_country(rules: CountryRules) -> TaxCountry:
    """The GraphQL type of a country's rules."""
    return TaxCountry(
        code=rules.code,
        name=rules.name,
        currency=Currency(rules.currency),
        regions=sorted(rules.regions),
        tax_id_kinds=list(rules.tax_ids),
        regimes=[
            TaxRegime(
                key=regime.key,
                name=regime.name,
                facts=[
                    TaxFactAsked(name=one.name, kind=one.kind, description=one.description, choices=list(one.choices))
                    for one in regime.facts
                ],
            )
            for regime in rules.regimes.values()
        ],
    )

from datetime import date

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.taxes.tax_deadline import TaxDeadline, show_deadline
from api.graphql.taxes.tax_profile import TaxProfile
from core.taxes.keep_profile import (
    CreateTaxProfile,
    UpdateTaxProfile,
    create_tax_profile,
    end_tax_profile,
    update_tax_profile,
)
from core.taxes.list_deadlines import mark_tax_deadline
from core.taxes.rules.country import VatStatus


@strawberry.input(description="A fact that a regime asks for.")
class TaxFactInput:
    """Name and value."""

    name: str = strawberry.field(description="Its name: see `taxCountries`.")
    value: str = strawberry.field(description="Written as its kind says.")


@strawberry.input(description="A tax number.")
class TaxIdInput:
    """Kind and number."""

    kind: str = strawberry.field(description="Its kind: see `taxCountries`.")
    number: str = strawberry.field(description="The number, with or without separators.")


@strawberry.input(description="How a person is taxed from a day on.")
class CreateTaxProfileInput:
    """Input of `createTaxProfile`."""

    country: str = strawberry.field(description="ISO 3166 code of two letters.")
    regime: str = strawberry.field(description="Key of the regime.")
    starts_on: date = strawberry.field(description="First day: the registration, or the change of regime.")
    ends_on: date | None = strawberry.field(default=None, description="Last day; left out while it goes on.")
    region: str | None = strawberry.field(default=None, description="Code of the part of the country.")
    vat: VatStatus = strawberry.field(default=VatStatus.NOT_REGISTERED, description="Whether VAT is charged.")
    facts: list[TaxFactInput] = strawberry.field(default_factory=list, description="What the regime asks for.")
    tax_ids: list[TaxIdInput] = strawberry.field(default_factory=list, description="Tax numbers: checked, encrypted.")


@strawberry.input(description="What to change of a tax profile; what is left out stays.")
class UpdateTaxProfileInput:
    """Input of `updateTaxProfile`."""

    id: strawberry.ID = strawberry.field(description="The tax profile.")
    region: str | None = strawberry.field(default=None, description="Code of the part of the country.")
    vat: VatStatus | None = strawberry.field(default=None, description="Whether VAT is charged.")
    facts: list[TaxFactInput] | None = strawberry.field(default=None, description="All facts anew.")
    tax_ids: list[TaxIdInput] | None = strawberry.field(default=None, description="All tax numbers anew.")


@strawberry.input(description="The last day under a regime.")
class EndTaxProfileInput:
    """Input of `endTaxProfile`."""

    id: strawberry.ID = strawberry.field(description="The tax profile.")
    ends_on: date = strawberry.field(description="Its last day.")


@strawberry.input(description="A deadline that was met.")
class MarkTaxDeadlineInput:
    """Input of `markTaxDeadline`."""

    profile_id: strawberry.ID = strawberry.field(description="The tax profile.")
    year: int = strawberry.field(description="The calendar year in which it falls due, 1 to 9999.")
    key: str = strawberry.field(description="Key of the deadline.")
    done_on: date | None = strawberry.field(default=None, description="When it was filed or paid; null takes it back.")


@strawberry.type(description="The tax profile.")
class TaxProfilePayload(Payload):
    """Answer of the mutations of tax profiles."""

    tax_profile: TaxProfile | None = strawberry.field(default=None, description="The tax profile.")


@strawberry.type(description="The deadline.")
class TaxDeadlinePayload(Payload):
    """Answer of `markTaxDeadline`."""

    tax_deadline: TaxDeadline | None = strawberry.field(default=None, description="The deadline.")


async def _create(info: strawberry.Info[Context], input: CreateTaxProfileInput) -> TaxProfilePayload:  # noqa: A002 the schema's argument name
    command = CreateTaxProfile(
        country=input.country,
        regime=input.regime,
        starts_on=input.starts_on,
        ends_on=input.ends_on,
        region=input.region,
        vat=input.vat,
        facts={fact.name: fact.value for fact in input.facts},
        tax_ids={one.kind: one.number for one in input.tax_ids},
    )
    async with info.context.uow() as uow:
        row = await create_tax_profile(uow, command)
        await uow.session.refresh(row)
    return TaxProfilePayload(tax_profile=TaxProfile(row=row))


async def _update(info: strawberry.Info[Context], input: UpdateTaxProfileInput) -> TaxProfilePayload:  # noqa: A002 the schema's argument name
    command = UpdateTaxProfile(
        profile_id=decode_id(input.id, "TaxProfile", "id"),
        region=input.region,
        vat=input.vat,
        facts={fact.name: fact.value for fact in input.facts} if input.facts is not None else None,
        tax_ids={one.kind: one.number for one in input.tax_ids} if input.tax_ids is not None else None,
    )
    async with info.context.uow() as uow:
        row = await update_tax_profile(uow, command)
        await uow.session.refresh(row)
    return TaxProfilePayload(tax_profile=TaxProfile(row=row))


async def _end(info: strawberry.Info[Context], input: EndTaxProfileInput) -> TaxProfilePayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        row = await end_tax_profile(uow, decode_id(input.id, "TaxProfile", "id"), input.ends_on)
        await uow.session.refresh(row)
    return TaxProfilePayload(tax_profile=TaxProfile(row=row))


async def _mark(info: strawberry.Info[Context], input: MarkTaxDeadlineInput) -> TaxDeadlinePayload:  # noqa: A002 the schema's argument name
    profile_id = decode_id(input.profile_id, "TaxProfile", "profileId")
    async with info.context.uow() as uow:
        marked = await mark_tax_deadline(uow, profile_id, input.year, input.key, input.done_on)
    return TaxDeadlinePayload(tax_deadline=show_deadline(marked))


@strawberry.type
class TaxMutation:
    """Writing taxes down."""

    create_tax_profile: TaxProfilePayload = mutation(
        Permission.TAXES_WRITE, TaxProfilePayload, "Say how the person is taxed from a day on."
    )(_create)
    update_tax_profile: TaxProfilePayload = mutation(
        Permission.TAXES_WRITE, TaxProfilePayload, "Change what was told of a tax profile."
    )(_update)
    end_tax_profile: TaxProfilePayload = mutation(
        Permission.TAXES_WRITE, TaxProfilePayload, "Say the last day under a regime."
    )(_end)
    mark_tax_deadline: TaxDeadlinePayload = mutation(
        Permission.TAXES_WRITE, TaxDeadlinePayload, "Mark a deadline as filed or paid, or take the mark back."
    )(_mark)

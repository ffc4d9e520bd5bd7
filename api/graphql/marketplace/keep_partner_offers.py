import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.marketplace.eligibility import OfferCriterionInput, told_eligibility
from api.graphql.marketplace.offer import Offer, wrap_offer
from api.graphql.marketplace.partner_caller import calling_partner, partner_origin
from core.db.partner_scope import work_as_partner
from core.marketplace.models import LeadField
from core.marketplace.partner_offers import (
    OfferTerms,
    OfferText,
    create_offer,
    publish_offer,
    update_offer,
    withdraw_offer,
)

_LEFT_OUT = "Left out it stays as it is."


@strawberry.input(description="An offer to draft.")
class CreatePartnerOfferInput:
    """Input of `createPartnerOffer`."""

    slug: str = strawberry.field(description="Stable name: small letters, digits, single hyphens.")
    title_en: str = strawberry.field(description="Title in English, 120 characters at most.")
    title_ru: str = strawberry.field(description="Title in Russian.")
    summary_en: str = strawberry.field(description="What it is, in English, 600 characters at most.")
    summary_ru: str = strawberry.field(description="What it is, in Russian.")
    requested_fields: list[LeadField] = strawberry.field(description="What a lead shall hand over: as little as does.")
    criteria: list[OfferCriterionInput] | None = strawberry.field(
        default=None, description="For whom it is, 10 rules at most. Needed at the latest to publish it."
    )


@strawberry.input(description="What to change of an offer.")
class UpdatePartnerOfferInput:
    """Input of `updatePartnerOffer`."""

    id: strawberry.ID = strawberry.field(description="The offer.")
    title_en: str | None = strawberry.field(default=None, description=f"Title in English. {_LEFT_OUT}")
    title_ru: str | None = strawberry.field(default=None, description=f"Title in Russian. {_LEFT_OUT}")
    summary_en: str | None = strawberry.field(default=None, description=f"What it is, in English. {_LEFT_OUT}")
    summary_ru: str | None = strawberry.field(default=None, description=f"What it is, in Russian. {_LEFT_OUT}")
    requested_fields: list[LeadField] | None = strawberry.field(
        default=None, description=f"What leads from now on hand over. {_LEFT_OUT}"
    )
    criteria: list[OfferCriterionInput] | None = strawberry.field(
        default=None, description=f"For whom it is: all rules anew. {_LEFT_OUT}"
    )


@strawberry.input(description="An offer to publish.")
class PublishPartnerOfferInput:
    """Input of `publishPartnerOffer`."""

    id: strawberry.ID = strawberry.field(description="The offer.")


@strawberry.input(description="An offer to withdraw.")
class WithdrawPartnerOfferInput:
    """Input of `withdrawPartnerOffer`."""

    id: strawberry.ID = strawberry.field(description="The offer.")


@strawberry.type(description="The offer.")
class PartnerOfferPayload(Payload):
    """Answer of what changes an offer."""

    offer: Offer | None = strawberry.field(default=None, description="The offer.")


async def _create(info: strawberry.Info[Context], input: CreatePartnerOfferInput) -> PartnerOfferPayload:  # noqa: A002 the schema's argument name
    partner = await calling_partner(info)
    text = OfferText(input.title_en, input.title_ru, input.summary_en, input.summary_ru)
    terms = OfferTerms(input.requested_fields, told_eligibility(input.criteria))
    database = info.context.platform.database
    async with work_as_partner(database, partner.id, partner.member_id, partner_origin(info)) as uow:
        row = await create_offer(uow, partner.id, input.slug, text, terms)
    return PartnerOfferPayload(offer=wrap_offer(row))


async def _update(info: strawberry.Info[Context], input: UpdatePartnerOfferInput) -> PartnerOfferPayload:  # noqa: A002 the schema's argument name
    partner, platform = await calling_partner(info), info.context.platform
    key = decode_id(input.id, "Offer", "id")
    text = OfferText(input.title_en, input.title_ru, input.summary_en, input.summary_ru)
    terms = OfferTerms(input.requested_fields, told_eligibility(input.criteria))
    async with work_as_partner(platform.database, partner.id, partner.member_id, partner_origin(info)) as uow:
        row = await update_offer(uow, platform.clock, key, text, terms)
    return PartnerOfferPayload(offer=wrap_offer(row))


async def _publish(info: strawberry.Info[Context], input: PublishPartnerOfferInput) -> PartnerOfferPayload:  # noqa: A002 the schema's argument name
    partner, platform = await calling_partner(info), info.context.platform
    key = decode_id(input.id, "Offer", "id")
    async with work_as_partner(platform.database, partner.id, partner.member_id, partner_origin(info)) as uow:
        row = await publish_offer(uow, platform.clock, key)
    return PartnerOfferPayload(offer=wrap_offer(row))


async def _withdraw(info: strawberry.Info[Context], input: WithdrawPartnerOfferInput) -> PartnerOfferPayload:  # noqa: A002 the schema's argument name
    partner, platform = await calling_partner(info), info.context.platform
    key = decode_id(input.id, "Offer", "id")
    async with work_as_partner(platform.database, partner.id, partner.member_id, partner_origin(info)) as uow:
        row = await withdraw_offer(uow, platform.clock, key)
    return PartnerOfferPayload(offer=wrap_offer(row))


@strawberry.type
class PartnerOfferMutation:
    """A partner's own offers."""

    create_partner_offer: PartnerOfferPayload = mutation(
        Permission.PARTNER_OFFERS, PartnerOfferPayload, "Draft an offer; nobody else sees it before it is published."
    )(_create)
    update_partner_offer: PartnerOfferPayload = mutation(
        Permission.PARTNER_OFFERS, PartnerOfferPayload, "Change an offer; leads of before rest on what they were told."
    )(_update)
    publish_partner_offer: PartnerOfferPayload = mutation(
        Permission.PARTNER_OFFERS, PartnerOfferPayload, "Show an offer to people. One without eligibility is refused."
    )(_publish)
    withdraw_partner_offer: PartnerOfferPayload = mutation(
        Permission.PARTNER_OFFERS, PartnerOfferPayload, "Let nobody ask for an offer any more; leads of before go on."
    )(_withdraw)

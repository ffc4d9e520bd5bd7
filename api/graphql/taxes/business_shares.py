from decimal import Decimal
from uuid import UUID

import strawberry

from api.graphql.accounts.category import Category, load_category
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from core.taxes.keep_shares import business_shares, set_business_share


async def _category(root: strawberry.Parent["BusinessShare"], info: strawberry.Info[Context]) -> Category | None:
    return await load_category(info, root.category_id)


@strawberry.type(description="How much of a category's costs is of the person's business.")
class BusinessShare:
    """A share."""

    category_id: strawberry.Private[UUID]
    category: Category | None = strawberry.field(resolver=_category, description="The category; null once it is gone.")
    share: Decimal = strawberry.field(description="From 0 to 1: 0.4 for 40 %.")


@strawberry.input(description="How much of a category's costs is of the person's business.")
class SetBusinessShareInput:
    """Input of `setBusinessShare`."""

    category_id: strawberry.ID = strawberry.field(description="A category of costs, of the business or not.")
    share: Decimal | None = strawberry.field(
        default=None,
        description="From 0 to 1, of three decimal places at most. Null: all of a category of the business, and "
        "nothing of any other.",
    )


@strawberry.type(description="The share as it is counted from now on.")
class SetBusinessSharePayload(Payload):
    """Answer of `setBusinessShare`."""

    business_share: BusinessShare | None = strawberry.field(default=None, description="The share; null if none is set.")


async def _shares(info: strawberry.Info[Context]) -> list[BusinessShare]:
    async with info.context.read() as read:
        found = await business_shares(read, info.context.person)
    return [BusinessShare(category_id=category_id, share=share) for category_id, share in found.items()]


async def _set(info: strawberry.Info[Context], input: SetBusinessShareInput) -> SetBusinessSharePayload:  # noqa: A002 the schema's argument name
    category_id = decode_id(input.category_id, "Category", "categoryId")
    async with info.context.uow() as uow:
        share = await set_business_share(uow, category_id, input.share)
    if share is None:
        return SetBusinessSharePayload()
    return SetBusinessSharePayload(business_share=BusinessShare(category_id=category_id, share=share))


@strawberry.type
class BusinessShareQueries:
    """Reading shares."""

    business_shares: list[BusinessShare] = query(
        Permission.TAXES_READ, "How much of some categories' costs the person counts as of their business."
    )(_shares)


@strawberry.type
class BusinessShareMutation:
    """Setting shares."""

    set_business_share: SetBusinessSharePayload = mutation(
        Permission.TAXES_WRITE, SetBusinessSharePayload, "Say how much of a category's costs is of the business."
    )(_set)

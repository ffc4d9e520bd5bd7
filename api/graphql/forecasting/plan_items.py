from datetime import date

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.forecasting.planned_item import PlannedItem
from api.graphql.scalars import MoneyInput
from core.forecasting.create_planned_item import CreatePlannedItem, create_planned_item
from core.forecasting.delete_planned_item import delete_planned_item
from core.forecasting.models import PlannedKind
from core.forecasting.update_planned_item import UpdatePlannedItem, update_planned_item


@strawberry.input(description="Something that is known to come.")
class CreatePlannedItemInput:
    """Input of `createPlannedItem`."""

    account_id: strawberry.ID = strawberry.field(description="The account it will be on.")
    kind: PlannedKind = strawberry.field(description="What sort of thing it is.")
    label: str = strawberry.field(description="1 to 100 characters.")
    due_on: date = strawberry.field(description="The day it is expected.")
    amount: MoneyInput = strawberry.field(description="Signed, in the account's currency.")
    idempotency_key: str | None = strawberry.field(default=None, description="The same key makes it only once.")


@strawberry.input(description="What to change of a planned item; what is left out stays.")
class UpdatePlannedItemInput:
    """Input of `updatePlannedItem`."""

    id: strawberry.ID = strawberry.field(description="The planned item.")
    kind: PlannedKind | None = strawberry.field(default=None, description="What sort of thing it is.")
    label: str | None = strawberry.field(default=None, description="1 to 100 characters.")
    due_on: date | None = strawberry.field(default=None, description="The day it is expected.")
    amount: MoneyInput | None = strawberry.field(default=None, description="Signed, in the account's currency.")


@strawberry.input(description="Which planned item to forget.")
class DeletePlannedItemInput:
    """Input of `deletePlannedItem`."""

    id: strawberry.ID = strawberry.field(description="The planned item.")


@strawberry.type(description="The planned item.")
class PlannedItemPayload(Payload):
    """Answer of `createPlannedItem` and `updatePlannedItem`."""

    planned_item: PlannedItem | None = strawberry.field(default=None, description="The planned item.")


@strawberry.type(description="What was forgotten.")
class DeletePlannedItemPayload(Payload):
    """Answer of `deletePlannedItem`."""

    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="The id it had.")


async def _create(info: strawberry.Info[Context], input: CreatePlannedItemInput) -> PlannedItemPayload:  # noqa: A002 the schema's argument name
    command = CreatePlannedItem(
        account_id=decode_id(input.account_id, "Account", "accountId"),
        kind=input.kind,
        label=input.label,
        due_on=input.due_on,
        amount=input.amount.amount,
        currency=input.amount.currency,
    )
    async with info.context.uow() as uow:
        row = await create_planned_item(uow, command, input.idempotency_key)
        await uow.session.refresh(row)
    return PlannedItemPayload(planned_item=PlannedItem(row=row))


async def _update(info: strawberry.Info[Context], input: UpdatePlannedItemInput) -> PlannedItemPayload:  # noqa: A002 the schema's argument name
    command = UpdatePlannedItem(
        item_id=decode_id(input.id, "PlannedItem", "id"),
        kind=input.kind,
        label=input.label,
        due_on=input.due_on,
        amount=input.amount.amount if input.amount else None,
        currency=input.amount.currency if input.amount else None,
    )
    async with info.context.uow() as uow:
        row = await update_planned_item(uow, command)
        await uow.session.refresh(row)
    return PlannedItemPayload(planned_item=PlannedItem(row=row))


async def _delete(info: strawberry.Info[Context], input: DeletePlannedItemInput) -> DeletePlannedItemPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        await delete_planned_item(uow, decode_id(input.id, "PlannedItem", "id"))
    return DeletePlannedItemPayload(deleted_id=input.id)


@strawberry.type
class PlannedItemMutation:
    """Writing down what is to come."""

    create_planned_item: PlannedItemPayload = mutation(
        Permission.FORECASTS_WRITE,
        PlannedItemPayload,
        "Write down what is known to come: an invoice, a payment, a tax.",
    )(_create)
    update_planned_item: PlannedItemPayload = mutation(
        Permission.FORECASTS_WRITE, PlannedItemPayload, "Change what was written down."
    )(_update)
    delete_planned_item: DeletePlannedItemPayload = mutation(
        Permission.FORECASTS_WRITE, DeletePlannedItemPayload, "Forget what was written down."
    )(_delete)

from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.accounts.transaction_link import TransactionLink, wrap_link
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.declare.rows import Arguments
from core.accounts.linking.choose_pairing import choose_pairing, pairs_transfers
from core.accounts.linking.decide_link import decide_link
from core.accounts.models import LinkKind, LinkStatus, TransactionLinkRow


@strawberry.input(description="Which links to show. What is left out is left open.")
class TransactionLinkFilter:
    """Filter of links."""

    statuses: list[LinkStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")
    kinds: list[LinkKind] | None = strawberry.field(default=None, description="Of one of these sorts.")


@strawberry.input(description="A person's word on a link.")
class DecideTransactionLinkInput:
    """Input of `decideTransactionLink`."""

    id: strawberry.ID = strawberry.field(description="The link.")
    belongs: bool = strawberry.field(description="Whether the two belong together.")


@strawberry.input(description="How the books are to be kept.")
class UpdateBookSettingsInput:
    """Input of `updateBookSettings`."""

    pairs_transfers: bool = strawberry.field(description="Whether transfers between own accounts are paired.")


@strawberry.type(description="The decided link.")
class DecideTransactionLinkPayload(Payload):
    """Answer of `decideTransactionLink`."""

    link: TransactionLink | None = strawberry.field(default=None, description="The link.")


@strawberry.type(description="How a person's books are kept.")
class BookSettings:
    """The person's choices."""

    pairs_transfers: bool = strawberry.field(description="Whether transfers between own accounts are paired.")


@strawberry.type(description="The settings as they are now.")
class UpdateBookSettingsPayload(Payload):
    """Answer of `updateBookSettings`."""

    settings: BookSettings | None = strawberry.field(default=None, description="The settings.")


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[TransactionLinkRow]]:
    wanted: TransactionLinkFilter = arguments.get("filter") or TransactionLinkFilter()
    row, status = TransactionLinkRow, arguments.get("status")
    statement = select(row).where(row.user_id == person)
    return narrowed(
        statement, ([status] if status else None, row.status), (wanted.statuses, row.status), (wanted.kinds, row.kind)
    )


LINKS: Final = Listing(_wanted, by_time(TransactionLinkRow.created_at, TransactionLinkRow.id), wrap_link)


async def _links(
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Annotated[TransactionLinkFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
    status: Annotated[
        LinkStatus | None,
        strawberry.argument(
            description="Of this status.", deprecation_reason="Use `filter.statuses`. Removed on 2027-06-01."
        ),
    ] = None,
) -> Connection[TransactionLink]:
    return await LINKS.page(info, first, after, filter=filter, order_by=order_by, status=status)


async def _settings(info: strawberry.Info[Context]) -> BookSettings:
    async with info.context.read() as read:
        return BookSettings(pairs_transfers=await pairs_transfers(read.session, info.context.person))


async def _decide(
    info: strawberry.Info[Context],
    input: DecideTransactionLinkInput,  # noqa: A002 the schema's argument name
) -> DecideTransactionLinkPayload:
    key = decode_id(input.id, "TransactionLink", "id")
    async with info.context.uow() as uow:
        row = await decide_link(uow, info.context.platform.clock, key, belongs=input.belongs)
    return DecideTransactionLinkPayload(link=TransactionLink(row=row))


async def _update_settings(
    info: strawberry.Info[Context],
    input: UpdateBookSettingsInput,  # noqa: A002 the schema's argument name
) -> UpdateBookSettingsPayload:
    async with info.context.uow() as uow:
        await choose_pairing(uow, wanted=input.pairs_transfers)
    return UpdateBookSettingsPayload(settings=BookSettings(pairs_transfers=input.pairs_transfers))


@strawberry.type
class TransactionLinkQueries:
    """Reading what belongs together."""

    transaction_links: Connection[TransactionLink] = query(
        Permission.TRANSACTIONS_READ, "Transfers, refunds and possible duplicates, newest first.", LINKS.rows
    )(_links)
    book_settings: BookSettings = query(Permission.TRANSACTIONS_READ, "How the person wants the books kept.")(_settings)


@strawberry.type
class TransactionLinkMutation:
    """Deciding what belongs together."""

    decide_transaction_link: DecideTransactionLinkPayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        DecideTransactionLinkPayload,
        "Confirm or reject that two movements belong together. A confirmed duplicate becomes one movement.",
    )(_decide)
    update_book_settings: UpdateBookSettingsPayload = mutation(
        Permission.TRANSACTIONS_WRITE, UpdateBookSettingsPayload, "Choose how the books are kept."
    )(_update_settings)

import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id, encode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.categorise_transaction import CategoriseTransaction, categorise_transaction
from core.accounts.categorising.offer_rule import RuleOffer


@strawberry.input(description="A person's word on a category.")
class CategoriseTransactionInput:
    """Input of `categoriseTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")
    category_id: strawberry.ID | None = strawberry.field(description="The category; null takes it away.")
    apply_to_twins: bool = strawberry.field(
        default=True, description="Teach it at once to other lines of the same merchant that nobody has decided."
    )


@strawberry.type(description="A rule that the person may make of a correction: `createCategoryRule` makes it.")
class CategoryRuleOffer:
    """An offer; nothing changes until it is taken."""

    pattern: str = strawberry.field(description="Letters that a description would have to contain.")
    category_id: strawberry.ID = strawberry.field(description="The category they would get.")
    would_change: int = strawberry.field(description="How many transactions it would sort today.")


@strawberry.type(description="The transaction and what it taught.")
class CategoriseTransactionPayload(Payload):
    """Answer of `categoriseTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")
    twins_changed: int = strawberry.field(default=0, description="How many others followed it.")
    rule_offer: CategoryRuleOffer | None = strawberry.field(
        default=None, description="A rule for lines like it; null where it would change nothing or contradict another."
    )


async def _categorise_transaction(
    info: strawberry.Info[Context],
    input: CategoriseTransactionInput,  # noqa: A002 the schema's argument name
) -> CategoriseTransactionPayload:
    command = CategoriseTransaction(
        decode_id(input.id, "Transaction", "id"),
        decode_id(input.category_id, "Category", "categoryId") if input.category_id else None,
        apply_to_twins=input.apply_to_twins,
    )
    async with info.context.uow() as uow:
        done = await categorise_transaction(uow, command)
    return CategoriseTransactionPayload(
        transaction=Transaction(row=done.transaction),
        twins_changed=done.twins_changed,
        rule_offer=_offer(done.offer),
    )


def _offer(offer: RuleOffer | None) -> CategoryRuleOffer | None:
    if offer is None:
        return None
    return CategoryRuleOffer(
        pattern=offer.pattern,
        category_id=strawberry.ID(encode_id("Category", offer.category_id)),
        would_change=offer.would_change,
    )


@strawberry.type
class CategoriseTransactionMutation:
    """Sorting by hand."""

    categorise_transaction: CategoriseTransactionPayload = mutation(
        Permission.TRANSACTIONS_CATEGORISE,
        CategoriseTransactionPayload,
        "Set a category by hand: final, and learned at once.",
    )(_categorise_transaction)

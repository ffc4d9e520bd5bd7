import strawberry

from api.graphql.accounts.category import Category
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.create_category import CreateCategory, create_category
from core.accounts.create_category_rule import CreateCategoryRule, create_category_rule
from core.taxonomy import Kind


@strawberry.input(description="A category of the person's own.")
class CreateCategoryInput:
    """Input of `createCategory`."""

    name_en: str = strawberry.field(description="English name, 1 to 100 characters.")
    name_ru: str = strawberry.field(description="Russian name, 1 to 100 characters.")
    kind: Kind = strawberry.field(description="What it does to the books.")
    parent_id: strawberry.ID | None = strawberry.field(default=None, description="The group it is in.")


@strawberry.type(description="The new category.")
class CreateCategoryPayload(Payload):
    """Answer of `createCategory`."""

    category: Category | None = strawberry.field(default=None, description="The category.")


@strawberry.input(description="Descriptions that contain `pattern` are of this category.")
class CreateCategoryRuleInput:
    """Input of `createCategoryRule`."""

    pattern: str = strawberry.field(description="Letters to look for, whatever their case; 1 to 100 characters.")
    category_id: strawberry.ID = strawberry.field(description="The category.")


@strawberry.type(description="What the new rule changed.")
class CreateCategoryRulePayload(Payload):
    """Answer of `createCategoryRule`."""

    changed: int = strawberry.field(default=0, description="How many transactions it sorted at once.")


async def _create_category(info: strawberry.Info[Context], input: CreateCategoryInput) -> CreateCategoryPayload:  # noqa: A002 the schema's argument name
    parent_id = decode_id(input.parent_id, "Category", "parentId") if input.parent_id else None
    async with info.context.uow() as uow:
        row = await create_category(uow, CreateCategory(input.name_en, input.name_ru, input.kind, parent_id))
    return CreateCategoryPayload(category=Category(row=row))


async def _create_rule(info: strawberry.Info[Context], input: CreateCategoryRuleInput) -> CreateCategoryRulePayload:  # noqa: A002 the schema's argument name
    command = CreateCategoryRule(input.pattern, decode_id(input.category_id, "Category", "categoryId"))
    async with info.context.uow() as uow:
        changed = await create_category_rule(uow, command)
    return CreateCategoryRulePayload(changed=changed)


@strawberry.type
class CreateCategoryMutation:
    """Categories and rules of a person's own."""

    create_category: CreateCategoryPayload = mutation(
        Permission.CATEGORIES_WRITE, CreateCategoryPayload, "Add a category of the person's own."
    )(_create_category)
    create_category_rule: CreateCategoryRulePayload = mutation(
        Permission.CATEGORIES_WRITE, CreateCategoryRulePayload, "Add or change a rule, and apply it at once."
    )(_create_rule)

from typing import Any
from uuid import UUID

import strawberry

from api.graphql.context import Context
from api.graphql.declare.fields import column, computed, computed_with, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Locale
from core.accounts.models import CategoryRow
from core.taxonomy import Kind


def _in_language(name_ru: str, name_en: str, locale: str) -> str:
    return name_ru if locale.lower().startswith("ru") else name_en


def _name(root: strawberry.Parent["Category"], locale: Locale = "en") -> str:
    return _in_language(root.row.name_ru, root.row.name_en, locale)


def wrap_category(row: Any) -> "Category":
    """The GraphQL type of a row."""
    return Category(row=row)


async def load_category(info: strawberry.Info[Context], category_id: UUID | None) -> "Category | None":
    """Those asked for in one tick are read at once; None for no id, and for a category that is gone."""
    if category_id is None:
        return None
    row = await info.context.loaders.category_by_id.load(category_id)
    return wrap_category(row) if row is not None else None


@strawberry.type(description="What a movement was for.")
class Category(Node):
    """A category: the system's or the person's own."""

    row: strawberry.Private[CategoryRow]
    key: str = column(CategoryRow.key, "Stable name, as `business.software`.")
    name_en: str = column(CategoryRow.name_en, "English name.")
    name_ru: str = column(CategoryRow.name_ru, "Russian name.")
    name: str = computed_with(
        [CategoryRow.name_ru, CategoryRow.name_en],
        _in_language,
        _name,
        "Name in the language of a locale: Russian or English.",
    )
    kind: Kind = column(CategoryRow.kind, "What it does to the books.")
    parent: "Category | None" = relation(
        CategoryRow.parent_id,
        lambda loaders: loaders.category_by_id,
        wrap_category,
        "The group it is in; null for a group itself.",
    )
    is_own: bool = computed(
        [CategoryRow.user_id], lambda user_id: user_id is not None, "Whether the person made it, and not the system."
    )

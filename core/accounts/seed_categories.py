"""The system's categories in the database, as the taxonomy has them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from core.accounts.models import CategoryRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.taxonomy import Kind, Taxonomy


async def seed_categories(uow: UnitOfWork, taxonomy: Taxonomy) -> int:
    """Add or rename the system's categories: groups, then leaves. Needs the system role. Returns how many there are."""
    groups = {group.key: _values(group.key, None, group.kind, group.names) for group in taxonomy.groups}
    await _upsert(uow, list(groups.values()))
    ids: dict[str, UUID] = {
        row.key: row.id
        for row in await uow.session.execute(
            select(CategoryRow.key, CategoryRow.id).where(CategoryRow.user_id.is_(None))
        )
    }
    leaves = [_values(leaf.key, ids[leaf.group], leaf.kind, leaf.names) for leaf in taxonomy.categories()]
    await _upsert(uow, leaves)
    return len(groups) + len(leaves)


def _values(key: str, parent_id: UUID | None, kind: Kind, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "user_id": None,
        "parent_id": parent_id,
        "key": key,
        "name_en": names["en"],
        "name_ru": names["ru"],
        "kind": kind,
    }


async def _upsert(uow: UnitOfWork, rows: list[dict[str, Any]]) -> None:
    statement = insert(CategoryRow).values(rows)
    await uow.session.execute(
        statement.on_conflict_do_update(
            constraint="uq_categories_user_id_key",
            set_={name: statement.excluded[name] for name in ("name_en", "name_ru", "kind", "parent_id")},
            where=text("categories.user_id IS NULL"),
        )
    )

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from core.accounts.bounded_text import NAME, bounded
from core.accounts.errors import CategoryExistsError
from core.accounts.models import CategoryRow
from core.accounts.repository import category_of
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.taxonomy import Kind


@dataclass(frozen=True, slots=True)
class CreateCategory:
    """A category of a person's own."""

    name_en: str
    name_ru: str
    kind: Kind
    parent_id: UUID | None = None


async def create_category(uow: UnitOfWork, command: CreateCategory) -> CategoryRow:
    """Add a category. Raises InvalidTextError, NotFoundError (parent), CategoryExistsError."""
    name_en = bounded(command.name_en, NAME, "nameEn")
    if command.parent_id is not None:
        await category_of(uow.session, uow.person, command.parent_id)
    category = CategoryRow(
        id=new_id(),
        user_id=uow.person,
        parent_id=command.parent_id,
        key=f"own.{name_en.casefold()}",
        name_en=name_en,
        name_ru=bounded(command.name_ru, NAME, "nameRu"),
        kind=command.kind,
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(category)
            await uow.session.flush()
    except IntegrityError:
        raise CategoryExistsError("You have a category of this name.", field="nameEn") from None
    uow.record(KeyAction(uow.person, "category.created", "category", category.id, uow.person, {"name": name_en}))
    return category

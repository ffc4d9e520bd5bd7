from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core.accounts.bounded_text import NAME, bounded
from core.accounts.categorising.errors import PremiumNeededError
from core.accounts.errors import CategoryExistsError
from core.accounts.models import CategoryRow
from core.accounts.repository import category_of
from core.db.uow import UnitOfWork
from core.identity.models import Role, UserRow
from core.ids import new_id
from core.key_action import KeyAction
from core.taxonomy import Kind

FREE_CATEGORIES = 5
"""Categories of their own that a person has without a paid plan."""


@dataclass(frozen=True, slots=True)
class CreateCategory:
    """A category of a person's own."""

    name_en: str
    name_ru: str
    kind: Kind
    parent_id: UUID | None = None


async def create_category(uow: UnitOfWork, command: CreateCategory) -> CategoryRow:
    """Add a category. Raises InvalidTextError, NotFoundError (parent), CategoryExistsError, PremiumNeededError."""
    name_en = bounded(command.name_en, NAME, "nameEn")
    await _check_plan(uow)
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


async def _check_plan(uow: UnitOfWork) -> None:
    role = (await uow.session.execute(select(UserRow.role).where(UserRow.id == uow.person))).scalar_one()
    if role is not Role.USER:
        return
    owned = select(func.count()).where(CategoryRow.user_id == uow.person, CategoryRow.archived_at.is_(None))
    if (await uow.session.execute(owned)).scalar_one() >= FREE_CATEGORIES:
        raise PremiumNeededError(f"More than {FREE_CATEGORIES} categories of your own need a premium plan.")

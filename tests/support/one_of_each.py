"""One row of every table that has an owner, made from the tables' own definitions: a new table is there by itself."""

import base64
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    LargeBinary,
    Numeric,
    String,
    Table,
    Uuid,
    delete,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.identity.models import UserRow
from core.identity.oauth.models import ClientKind, OAuthClientRow
from core.ids import new_id
from core.jobs.models import JobRow
from core.marketplace.models import OfferRow

MARK = "only-its-owner-may-read-this"
"""Every text of the rows."""
LEFT_OUT = frozenset(
    {"users", "audit_entries", "audit_unsealed", "document_chunks", "book_changes", "person_keys", "account_erasures"}
)
"""Made with the person and by what they do, or read by no field."""
GIVEN: dict[str, dict[str, Any]] = {
    "person_grants": {"kind": "read_only", "state": "declined"},
    "jobs": {"state": "done"},
    "income_reports": {"months": 12, "status": "failed"},
    "tax_profiles": {"country": "RU"},
    "webhooks": {"status": "paused", "scopes": []},
    "webhook_events": {"spread_at": datetime(2026, 3, 5, tzinfo=UTC)},
    "webhook_deliveries": {"state": "delivered"},
    "tax_calendars": {"lead_days": [7]},
    "tax_reminders": {"lead_days": [7]},
}
"""Where a constraint wants more than the column's type says."""


async def one_of_each(platform: Platform, user_id: UUID) -> dict[str, UUID]:
    """Ids of the new rows by their tables' names."""
    made: dict[str, dict[str, Any]] = {"users": {"id": user_id}}
    async with platform.database.system_unit_of_work() as uow:
        offer = (await uow.session.execute(select(OfferRow).limit(1))).scalar_one()
        made["offers"], made["partners"] = {"id": offer.id}, {"id": offer.partner_id}
        made["oauth_clients"] = {"id": await make_app(uow)}
        for table in metadata.sorted_tables:
            if table.name in LEFT_OUT or "user_id" not in table.columns:
                continue
            values = {
                column.name: _value(table, column, made, user_id)
                for column in table.columns
                if column.computed is None and not _is_left_open(column)
            } | GIVEN.get(table.name, {})
            await uow.session.execute(insert(table).values(**values))
            made[table.name] = values
    return {name: values["id"] for name, values in made.items() if "id" in values}


async def make_app(uow: UnitOfWork) -> UUID:
    """An app that was switched off: rows of people name it, and it can do nothing."""
    app = OAuthClientRow(
        name="An app",
        website="https://app.example",
        kind=ClientKind.PUBLIC,
        redirect_uris=[],
        scopes=[],
        service_scopes=[],
        disabled_at=datetime.now(UTC),
    )
    uow.session.add(app)
    await uow.session.flush()
    return app.id


async def erase(platform: Platform, user_id: UUID) -> None:
    """The person with all that is theirs: made-up rows must not meet the jobs that go through everybody's."""
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(delete(JobRow).where(JobRow.user_id == user_id))
        await uow.session.execute(delete(UserRow).where(UserRow.id == user_id))


def _is_left_open(column: Column[Any]) -> bool:
    """Pointers and texts are filled in; a time that may be missing is mostly that of an end."""
    is_told = bool(column.foreign_keys) or column.name == "user_id" or isinstance(column.type, String)
    return bool(column.nullable) and not is_told


def _value(table: Table, column: Column[Any], made: dict[str, dict[str, Any]], user_id: UUID) -> Any:
    if column.name == "user_id":
        return user_id
    for constraint in table.foreign_key_constraints:
        for element in constraint.elements:
            target = element.column
            if element.parent is column and target.name != "user_id":
                found = made.get(target.table.name)
                return found[target.name] if found is not None else None
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    simple: list[tuple[type[Any], Any]] = [
        (Uuid, new_id()),
        (Boolean, False),
        (DateTime, datetime.now(UTC)),
        (Date, date(2026, 3, 5)),
        (LargeBinary, new_id().bytes),
        (JSONB, [] if "list" in str(column.name) else {}),
        (ARRAY, []),
        (Numeric, Decimal("0.5")),
    ]
    if isinstance(kind, Enum):
        return kind.enums[0]
    for of_type, value in simple:
        if isinstance(kind, of_type):
            return value
    if isinstance(kind, String):
        return "RUB" if kind.length == 3 else f"{MARK} {new_id()}"
    return 1


def global_id(type_name: str, key: UUID) -> str:
    return base64.b64encode(f"{type_name}:{key}".encode()).decode()

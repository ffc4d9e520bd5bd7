"""A person with a row in every table that has rows of people, each text marked. Made by walking the tables."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Uuid,
    insert,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.sealing.sealed_types import SealedBytes, SealedJson
from core.db.uow import UnitOfWork
from core.identity.models import UserRow
from core.ids import new_id
from core.ports.search_index import Chunk
from ml.embeddings.hashed import HashedEmbedder
from tests.support.one_of_each import make_app

MOMENT: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
MADE_ELSEWHERE: Final = {"users", "person_keys", "document_chunks"}
"""The person, their key, and what the search index writes."""
CHOSEN: Final[dict[str, Any]] = {
    "jobs.state": "done",  # nobody does it
    "jobs.deduplication_key": None,
    "jobs.lease_token": None,
    "account_erasures.cancelled_at": MOMENT,  # the person stays
    "categories.parent_id": None,
    "transaction_links.kind": "refund",
    "documents.status": "ready",
    "data_exports.status": "ready",
    "data_exports.expires_at": datetime.now(UTC) + timedelta(days=7),
    "income_reports.months": 12,
    "income_reports.status": "ready",
    "income_reports.expires_at": datetime.now(UTC) + timedelta(days=7),
    "bank_connections.status": "disconnected",
    "bank_consents.status": "revoked",
    "bank_payments.state": "settled",
    "sessions.ended_at": MOMENT,
    "person_grants.grantee_id": None,  # nobody has accepted
    "factor_challenges.expires_at": MOMENT,
    "webhooks.status": "paused",  # nothing is sent
    "webhook_events.spread_at": MOMENT,
    "webhook_deliveries.state": "delivered",
    "notices.state": "handed_over",  # nothing is sent
    "notification_settings.time_zone": "Europe/Moscow",
    "notification_settings.quiet_until": 480,
    "tax_profiles.country": "RU",
    "tax_profiles.regime": "npd",
    "tax_profiles.facts": {},
    "tax_profiles.region": None,
    "tax_profiles.tax_ids": {"inn": "500100732259"},
    "tax_calendars.lead_days": [7],
    "tax_reminders.lead_days": [7],
}
"""Values without which a row would do something, or could not be."""

Rows = dict[str, dict[str, Any]]


def persons_tables() -> list[Table]:
    """Every table with rows of people, what is referred to first."""
    return [table for table in metadata.sorted_tables if "user_id" in table.columns]


async def fill_every_table(platform: Platform, user_id: UUID, mark: str) -> Rows:
    """A row a table; its values by the table's name. `mark` stands in every text."""
    rows: Rows = {}
    async with platform.database.system_unit_of_work() as uow:
        rows["oauth_clients"] = {"id": await make_app(uow)}
    async with platform.database.unit_of_work(user_id) as uow:
        offer = (await uow.session.execute(text("SELECT id, partner_id FROM offers LIMIT 1"))).one()
        rows["offers"], rows["partners"] = {"id": offer.id}, {"id": offer.partner_id}
        for table in persons_tables():
            if table.name not in MADE_ELSEWHERE:
                rows[table.name] = await _add(uow, table, rows, mark)
        mine = update(UserRow).where(UserRow.id == user_id)
        await uow.session.execute(mine.values(display_name=f"{mark} name"))
    embedder = HashedEmbedder()
    words = f"{mark} coffee"
    chunk = Chunk(0, 1, words, embedder.embed([words])[0])
    await platform.index.replace(user_id, rows["documents"]["id"], embedder.version, [chunk])
    return rows


async def _add(uow: UnitOfWork, table: Table, rows: Rows, mark: str) -> dict[str, Any]:
    referred = {
        element.parent.name: rows[element.column.table.name][element.column.name]
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint)
        for element in constraint.elements
        if element.column.table.name in rows and element.parent.name != "user_id"
    }
    values = {
        column.name: referred.get(column.name, _value(column, mark))
        for column in table.columns
        if column.computed is None and f"{table.name}.{column.name}" not in CHOSEN
    }
    chosen = {place.split(".")[1]: value for place, value in CHOSEN.items() if place.split(".")[0] == table.name}
    values |= {"user_id": uow.person} | chosen
    if table.name == "transaction_links":
        values["to_id"] = await _twin(uow, rows)
    await uow.session.execute(insert(table).values(**values))
    return values


async def _twin(uow: UnitOfWork, rows: Rows) -> UUID:
    """A link has two ends."""
    twin = {**rows["transactions"], "id": new_id(), "occurrence": 77, "bank_id": None}
    await uow.session.execute(insert(metadata.tables["transactions"]).values(**twin))
    return UUID(str(twin["id"]))


def _value(column: Column[Any], mark: str) -> Any:  # noqa: C901, PLR0911 one line a kind of column
    kind = column.type
    if isinstance(kind, Uuid):
        return new_id() if column.name == "id" else uuid4()
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, ARRAY):
        return [_value(Column(column.name, kind.item_type), mark)]
    if isinstance(kind, JSONB | SealedJson):
        is_list = column.server_default is not None and "[]" in str(getattr(column.server_default, "arg", ""))
        return [mark] if is_list or column.name in {"days", "recurring", "warnings", "query"} else {"mark": mark}
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return 7
    if isinstance(kind, Numeric):
        return Decimal("0.5")
    if isinstance(kind, DateTime):
        return None if column.nullable else MOMENT
    if isinstance(kind, Date):
        return date(2026, 3, 1)
    if isinstance(kind, LargeBinary | SealedBytes):
        return f"{mark}{uuid4().hex}".encode()
    length = getattr(kind, "length", None)
    return "RUB" if length is not None else f"{mark} {column.name}"


_HASH: Final = "md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
_COUNT: Final = f"SELECT '{{name}}' AS name, {_HASH} AS hash FROM {{name}} t"  # noqa: S608 tables' names of ours


async def fingerprint(platform: Platform, user_id: UUID) -> dict[str, str]:
    """A hash of all that a person has, by table."""
    parts = [
        f"{_COUNT.format(name=table.name)} WHERE t.user_id = :person"
        for table in persons_tables()
        if table.name != "person_keys"
    ]
    parts.append(f"{_COUNT.format(name='users')} WHERE t.id = :person")
    async with platform.database.read_system() as read:
        found = await read.session.execute(text(" UNION ALL ".join(parts)), {"person": user_id})
        return {row.name: row.hash for row in found}

"""The normalised rows made anew from the kept answers. Where they are whole already, nothing changes.

Each sync's answers go through the same reading and the same merge as when they came, under the time they came at: the
merge holds the later telling whatever the order, so that telling it all again makes no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from core.accounts.merge_lines import MergeCounts
from core.banking.bank_desk import BankDesk
from core.banking.connections import connection_of, own_connections
from core.banking.errors import NotConnectedError, UnknownBankError
from core.banking.keep_journal import unpack
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.banking.store_feed import FeedAccount, store_feed_account
from core.banking.store_holdings import store_agreements, store_cards, store_products
from core.banking.sync_models import BankPayloadRow, BankSyncRow, SyncOutcome
from core.db.database import ReadSession
from core.ports.bank_feed import BankConsent, BankFeed, BankInfo, ConsentStatus
from core.ports.bank_journal import BankPayload

NO_CONSENT = BankConsent(None, None, ConsentStatus.AUTHORISED, None)
"""Nobody is asked, so nobody has to allow it."""
CARDS, AGREEMENTS = "/cards", "/product-agreements"
"""In whose absence among a sync's answers the bank was not asked, and what is stored stays."""


@dataclass(slots=True)
class ReplayReport:
    """What one connection's replay read and what it changed."""

    connection: BankConnectionRow
    syncs: int = 0
    answers: int = 0
    counts: MergeCounts = field(default_factory=MergeCounts)


async def replayable(desk: BankDesk, user_id: UUID, connection_id: UUID | None) -> Sequence[BankConnectionRow]:
    """A person's open connections, or the one that is named. Raises NotFoundError, NotConnectedError."""
    async with desk.database.read(user_id) as read:
        if connection_id is None:
            statement = own_connections(user_id).where(BankConnectionRow.status != ConnectionStatus.DISCONNECTED)
            return (await read.session.execute(statement.order_by(BankConnectionRow.id))).scalars().all()
        row = await connection_of(read.session, user_id, connection_id)
    if row.status is ConnectionStatus.DISCONNECTED:
        raise NotConnectedError("This connection was ended: its answers are replayed no more.", field="connection")
    return [row]


async def replay_connection(desk: BankDesk, user_id: UUID, connection: BankConnectionRow) -> ReplayReport:
    """Read a connection's kept answers again, sync by sync. Raises BankError where a part is missing."""
    report = ReplayReport(connection)
    async with desk.database.read(user_id) as read:
        syncs = (
            await read.session.execute(
                select(BankSyncRow)
                .where(BankSyncRow.user_id == user_id, BankSyncRow.connection_id == connection.id)
                .order_by(BankSyncRow.id)
            )
        ).scalars()
        rows = [row for row in syncs if row.accounts or row.outcome is SyncOutcome.DONE]
    newest = max((row.id for row in rows if row.outcome is SyncOutcome.DONE), default=None)
    for row in rows:
        async with desk.database.read(user_id) as read:
            payloads = await _payloads(read, user_id, row.id)
        if not payloads:  # erased
            continue
        report.syncs += 1
        report.answers += len(payloads)
        feed = desk.bank_feed.replaying(payloads)
        bank = _bank(desk, connection.bank_code)
        await _replay_accounts(desk, user_id, report, _Sync(row, bank, feed))
        if row.id == newest:
            await _replay_holdings(desk, user_id, connection, _Sync(row, bank, feed), payloads)
    return report


@dataclass(frozen=True, slots=True)
class _Sync:
    row: BankSyncRow
    bank: BankInfo
    feed: BankFeed


async def _replay_accounts(desk: BankDesk, user_id: UUID, report: ReplayReport, sync: _Sync) -> None:
    connection = report.connection
    accounts = await sync.feed.accounts(sync.bank, NO_CONSENT, connection.person_ref)
    for account in accounts:
        read = sync.row.accounts.get(account.external_id)
        if read is None:  # it was not read whole, so nothing of it was stored
            continue
        since = date.fromisoformat(read["since"]) if read["since"] else None
        lines = await sync.feed.transactions(sync.bank, NO_CONSENT, account, since)
        told = FeedAccount(account, lines, datetime.fromisoformat(read["told_at"]), since)
        async with desk.database.unit_of_work(user_id) as uow:
            report.counts.add(await store_feed_account(uow, connection.id, sync.bank.name, told))


async def _replay_holdings(
    desk: BankDesk, user_id: UUID, connection: BankConnectionRow, sync: _Sync, payloads: Sequence[BankPayload]
) -> None:
    """Cards and agreements are copies of the newest answer, so only that one counts."""
    paths = {payload.path for payload in payloads}
    ref = connection.person_ref
    cards = await sync.feed.cards(sync.bank, NO_CONSENT, ref) if CARDS in paths else None
    agreements = await sync.feed.agreements(sync.bank, NO_CONSENT, ref) if AGREEMENTS in paths else None
    async with desk.database.unit_of_work(user_id) as uow:
        if cards is not None:
            await store_cards(uow, connection.id, cards)
        if agreements is not None:
            await store_agreements(uow, connection.id, agreements)


async def replay_products(desk: BankDesk) -> int:
    """Read each bank's newest kept catalogue again. Returns how many banks have one."""
    replayed = 0
    for bank in desk.banks.all():
        newest = (
            select(BankPayloadRow.sync_id)
            .where(BankPayloadRow.user_id.is_(None), BankPayloadRow.bank_code == bank.code)
            .order_by(BankPayloadRow.sync_id.desc())
            .limit(1)
        )
        async with desk.database.read_system() as read:
            sync_id = (await read.session.execute(newest)).scalar_one_or_none()
            payloads = await _payloads(read, None, sync_id) if sync_id is not None else []
        if not payloads:
            continue
        products = await desk.bank_feed.replaying(payloads).products(bank)
        async with desk.database.system_unit_of_work() as uow:
            await store_products(uow, bank.code, products)
        replayed += 1
    return replayed


async def _payloads(read: ReadSession, user_id: UUID | None, sync_id: UUID) -> list[BankPayload]:
    rows = (
        await read.session.execute(
            select(BankPayloadRow)
            .where(BankPayloadRow.user_id.is_not_distinct_from(user_id), BankPayloadRow.sync_id == sync_id)
            .order_by(BankPayloadRow.seq)
        )
    ).scalars()
    return [unpack(row) for row in rows]


def _bank(desk: BankDesk, code: str) -> BankInfo:
    """A bank that left the registry can still be replayed: nobody is asked."""
    try:
        return desk.banks.get(code)
    except UnknownBankError:
        return BankInfo(code, code, "")

"""Ending a connection: its consents first, then the connection; the data stay or go, as asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from core.accounts.models import AccountRow
from core.banking.bank_desk import BankDesk
from core.banking.connections import connection_of
from core.banking.consents import as_told, end_as, live_consents
from core.banking.holding_models import BankCardRow, ProductAgreementRow
from core.banking.keep_journal import keeping_journal
from core.banking.models import BankAccountLinkRow, BankConnectionRow, ConnectionStatus
from core.banking.sync_models import BankPayloadRow
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentStatus
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event


@dataclass(frozen=True, slots=True)
class Disconnected:
    """An ended connection. `problems` say which consents may live on at the bank, and why."""

    connection: BankConnectionRow
    problems: Sequence[str]


async def disconnect_bank(desk: BankDesk, user_id: UUID, connection_id: UUID, *, erase_data: bool) -> Disconnected:
    """End a connection whatever the bank answers: the person's word counts here. Raises NotFoundError."""
    async with desk.database.read(user_id) as read:
        row = await connection_of(read.session, user_id, connection_id)
        consents = await live_consents(read.session, user_id, connection_id)
    problems: list[str] = []
    async with keeping_journal(desk, user_id, connection_id=connection_id) as kept:
        for consent in consents.values():
            try:
                await kept.feed.revoke_consent(desk.banks.get(row.bank_code), as_told(consent))
            except DomainError as error:  # the bank's, or a bank that left the registry
                problems.append(error.message)
    async with desk.database.unit_of_work(user_id) as uow:
        ended = await end_connection(uow, desk.clock, connection_id, erase_data=erase_data)
    return Disconnected(ended, problems)


async def end_connection(uow: UnitOfWork, clock: Clock, connection_id: UUID, *, erase_data: bool) -> BankConnectionRow:
    """End a connection with us; a sync that runs can write no more. Its history stays even when the data go."""
    row = await connection_of(uow.session, uow.person, connection_id, for_update=True)
    row.status = ConnectionStatus.DISCONNECTED
    row.sync_token = row.sync_until = row.next_sync_at = None
    for consent in (await live_consents(uow.session, uow.person, connection_id, for_update=True)).values():
        end_as(consent, ConsentStatus.REVOKED, clock.now())
        await write_event(uow, uow.person, EventKind.CONSENT_ENDED, [consent.id])
    links = (
        await uow.session.execute(
            delete(BankAccountLinkRow)
            .where(BankAccountLinkRow.user_id == uow.person, BankAccountLinkRow.connection_id == connection_id)
            .returning(BankAccountLinkRow.account_id)
        )
    ).scalars()
    if erase_data:
        await _erase(uow, connection_id, list(links))
    details = {"erased": erase_data}
    uow.record(KeyAction(uow.person, "bank.disconnected", "bank_connection", row.id, uow.person, details))
    await uow.session.flush()
    return row


async def _erase(uow: UnitOfWork, connection_id: UUID, account_ids: Sequence[UUID]) -> None:
    await uow.session.execute(
        delete(AccountRow).where(AccountRow.user_id == uow.person, AccountRow.id.in_(account_ids))
    )
    for table in (BankPayloadRow, BankCardRow, ProductAgreementRow):
        await uow.session.execute(
            delete(table).where(table.user_id == uow.person, table.connection_id == connection_id)
        )

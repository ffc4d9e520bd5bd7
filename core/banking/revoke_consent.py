"""Ending a consent: with us always, at the bank where it can be."""

from dataclasses import dataclass
from uuid import UUID

from core.banking.bank_desk import BankDesk
from core.banking.connections import connection_of, lock_consent
from core.banking.consents import ENDED, as_told, consent_of, end_as
from core.banking.errors import ConsentEndedError
from core.banking.keep_journal import keeping_journal
from core.banking.models import BankConsentRow, ConnectionStatus
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import DomainError
from core.key_action import KeyAction
from core.ports.bank_feed import ConsentKind, ConsentStatus


@dataclass(frozen=True, slots=True)
class Revoked:
    """An ended consent. `problem` is the bank's word why it may live on there, for the person to end it at the bank."""

    consent: BankConsentRow
    problem: str | None

    @property
    def is_ended_at_bank(self) -> bool:
        """Whether the bank took it."""
        return self.problem is None


async def revoke_consent(desk: BankDesk, user_id: UUID, consent_id: UUID) -> Revoked:
    """End a consent here and at the bank; here whatever the bank answers. Raises NotFoundError, ConsentEndedError."""
    async with desk.database.read(user_id) as read:
        row = await consent_of(read.session, user_id, consent_id)
        connection = await connection_of(read.session, user_id, row.connection_id)
    if row.status in ENDED:
        raise ConsentEndedError(f"This consent is {row.status.value} already.", field="consentId")
    problem = None
    async with keeping_journal(desk, user_id, connection_id=connection.id) as kept:
        try:
            await kept.feed.revoke_consent(desk.banks.get(connection.bank_code), as_told(row))
        except DomainError as error:  # the bank's, or a bank that left the registry
            problem = error.message
    async with desk.database.unit_of_work(user_id) as uow:
        ended = await end_here(uow, desk.clock, consent_id, problem)
    return Revoked(ended, problem)


async def end_here(uow: UnitOfWork, clock: Clock, consent_id: UUID, problem: str | None) -> BankConsentRow:
    """End a consent with us. Without its account consent a connection reads no more; what was read stays."""
    connection, row = await lock_consent(uow.session, uow.person, consent_id)
    if row.status not in ENDED:
        end_as(row, ConsentStatus.REVOKED, clock.now())
        if row.kind is ConsentKind.ACCOUNT and connection.status is not ConnectionStatus.DISCONNECTED:
            connection.status = ConnectionStatus.NEEDS_CONSENT
        details = {"kind": row.kind.value, "at_bank": problem is None}
        uow.record(KeyAction(uow.person, "bank.consent_revoked", "bank_consent", row.id, uow.person, details))
        await uow.session.flush()
    return row

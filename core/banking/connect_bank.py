from dataclasses import dataclass

from sqlalchemy import select

from core.banking.errors import AlreadyConnectedError
from core.banking.messages import SyncBank
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.db.uow import UnitOfWork
from core.ids import JobId, new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.bank_feed import BankConsent, BankInfo, ConsentStatus

STATUS_OF_CONSENT = {
    ConsentStatus.PENDING: ConnectionStatus.WAITING,
    ConsentStatus.AUTHORISED: ConnectionStatus.ACTIVE,
    ConsentStatus.REJECTED: ConnectionStatus.NEEDS_CONSENT,
    ConsentStatus.REVOKED: ConnectionStatus.NEEDS_CONSENT,
    ConsentStatus.EXPIRED: ConnectionStatus.NEEDS_CONSENT,
}


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection, with the job that reads it when the consent is there already."""

    connection: BankConnectionRow
    job_id: JobId | None


async def refuse_second(uow: UnitOfWork, bank: BankInfo) -> BankConnectionRow | None:
    """The earlier connection that a new consent would renew. Raises AlreadyConnectedError while it is live."""
    row = (
        await uow.session.execute(
            select(BankConnectionRow)
            .where(
                BankConnectionRow.user_id == uow.person,
                BankConnectionRow.bank_code == bank.code,
                BankConnectionRow.status != ConnectionStatus.DISCONNECTED,
            )
            .with_for_update()
        )
    ).scalar_one_or_none()
    if row is not None and row.status is ConnectionStatus.ACTIVE:
        raise AlreadyConnectedError(f"{bank.name} is connected already.", field="bankCodes")
    return row


async def connect_bank(uow: UnitOfWork, bank: BankInfo, person_ref: str, consent: BankConsent) -> Connected:
    """Keep a consent that the bank has just given, or put on hold, and read the accounts when it is given.

    Raises AlreadyConnectedError.
    """
    row = await refuse_second(uow, bank)
    if row is None:
        row = BankConnectionRow(id=new_id(), user_id=uow.person, bank_code=bank.code)
        uow.session.add(row)
    row.person_ref = person_ref
    job_id = await take_consent(uow, row, consent)
    details = {"bank": bank.code, "consent": consent.status.value}
    uow.record(KeyAction(uow.person, "bank.connected", "bank_connection", row.id, uow.person, details))
    return Connected(row, job_id)


async def take_consent(uow: UnitOfWork, row: BankConnectionRow, consent: BankConsent) -> JobId | None:
    """Store a consent as the bank tells it; a live one starts a sync."""
    row.consent_request_id = consent.request_id or row.consent_request_id
    row.consent_id = consent.consent_id or row.consent_id
    row.consent_status = consent.status
    row.consent_expires_at = consent.expires_at or row.consent_expires_at
    row.status = STATUS_OF_CONSENT[consent.status]
    await uow.session.flush()
    if row.status is ConnectionStatus.ACTIVE:
        return await enqueue(uow, SyncBank(connection_id=row.id))
    return None


def consent_of(row: BankConnectionRow) -> BankConsent:
    """The consent as the connector takes it."""
    return BankConsent(row.consent_request_id, row.consent_id, row.consent_status, row.consent_expires_at)

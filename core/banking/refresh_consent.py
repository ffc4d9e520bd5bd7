"""Asking a bank where a consent stands, and giving up on one that nobody approves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.banking.bank_desk import BankDesk
from core.banking.connect_bank import follow_consent
from core.banking.connections import connection_of, lock_consent
from core.banking.consents import ENDED, as_told, consent_of, end_as, keep_told
from core.banking.keep_journal import keeping_journal
from core.banking.messages import MakePayment
from core.banking.models import BankConnectionRow, BankConsentRow
from core.banking.payment_models import BankPaymentRow, PaymentState
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import JobId
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.bank_feed import BankConsent, ConsentKind, ConsentStatus

GIVE_UP_AFTER: Final = timedelta(hours=24)
"""A consent that still waits then counts as expired: some banks never tell that a person has refused."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A consent as it stands now, with the job that its authorisation began."""

    consent: BankConsentRow
    job_id: JobId | None


async def refresh_consent(desk: BankDesk, user_id: UUID, consent_id: UUID) -> Refreshed:
    """Ask the bank and keep what it says. One that is over is not asked about. Raises NotFoundError, BankError."""
    async with desk.database.read(user_id) as read:
        row = await consent_of(read.session, user_id, consent_id)
        connection = await connection_of(read.session, user_id, row.connection_id)
    if row.status in ENDED:
        return Refreshed(row, None)
    bank = desk.banks.get(connection.bank_code)
    async with keeping_journal(desk, user_id, connection_id=connection.id) as kept:
        told = await kept.feed.read_consent(bank, as_told(row), connection.person_ref)
    async with desk.database.unit_of_work(user_id) as uow:
        return await take_told(uow, desk.clock, consent_id, told)


async def take_told(uow: UnitOfWork, clock: Clock, consent_id: UUID, told: BankConsent) -> Refreshed:
    """Keep what the bank said of a consent, and go on with what waited for it."""
    connection, row = await lock_consent(uow.session, uow.person, consent_id)
    before = row.status
    if before in ENDED:  # ended meanwhile, by the person or by another answer
        return Refreshed(row, None)
    keep_told(row, told, clock.now())
    if row.status is ConsentStatus.PENDING and clock.now() >= row.requested_at + GIVE_UP_AFTER:
        end_as(row, ConsentStatus.EXPIRED, clock.now())
    job_id = None
    if row.status is not before:
        details = {"kind": row.kind.value, "before": before.value, "after": row.status.value}
        uow.record(KeyAction(uow.person, "bank.consent_changed", "bank_consent", row.id, None, details))
        job_id = await _go_on(uow, connection, row)
    await uow.session.flush()
    return Refreshed(row, job_id)


async def _go_on(uow: UnitOfWork, connection: BankConnectionRow, row: BankConsentRow) -> JobId | None:
    if row.kind is not ConsentKind.PAYMENT:
        return await follow_consent(uow, connection, row.kind, row.status)
    payment = (
        await uow.session.execute(
            select(BankPaymentRow)
            .where(
                BankPaymentRow.user_id == uow.person,
                BankPaymentRow.consent_id == row.id,
                BankPaymentRow.state == PaymentState.WAITING,
            )
            .with_for_update()
        )
    ).scalar_one_or_none()
    if payment is None:
        return None
    if row.status is ConsentStatus.AUTHORISED:
        payment.state = PaymentState.CONFIRMED
        payment.job_id = await enqueue(uow, MakePayment(payment_id=payment.id))
        return JobId(payment.job_id) if payment.job_id else None
    payment.state = PaymentState.CANCELLED
    payment.reason = f"The consent at the bank is {row.status.value}."
    payment.ended_at = row.ended_at
    return None

"""The steps of making a payment, each a transaction of its own around the one POST that is never repeated.

Before the POST the payment is written down as `sending` and committed. Whoever finds it so later, because a worker died
in between, can't know whether the bank took it: it becomes `unknown`, and only the account's movements tell.
"""

from dataclasses import dataclass
from uuid import UUID

from core.banking.connections import connection_of
from core.banking.consents import ENDED, as_told, consent_of, end_as, new_consent
from core.banking.messages import SyncBank
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.banking.payment_models import BankPaymentRow, PaymentState
from core.banking.payments import payment_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure
from core.key_action import KeyAction
from core.ports.bank_feed import BankConsent, ConsentStatus, PaymentReceipt, PaymentStatus
from core.webhooks.event_kind import EventKind
from core.webhooks.write_event import write_event

STATE_OF_RECEIPT = {
    PaymentStatus.IN_PROCESS: PaymentState.IN_PROCESS,
    PaymentStatus.SETTLED: PaymentState.SETTLED,
    PaymentStatus.REJECTED: PaymentState.REJECTED,
    PaymentStatus.UNKNOWN: PaymentState.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A confirmed payment, the connection it leaves by, and its consent if one was asked for already."""

    payment: BankPaymentRow
    connection: BankConnectionRow
    consent: BankConsent | None


async def take_up(uow: UnitOfWork, clock: Clock, payment_id: UUID) -> TakenUp | None:
    """The payment, if it is still to be sent. One that an earlier attempt began to send becomes `unknown`."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state is PaymentState.SENDING:
        await _lose_sight(uow, row, "The connection was lost while it was sent.")
    if row.state is not PaymentState.CONFIRMED:
        return None
    connection = await connection_of(uow.session, uow.person, row.connection_id)
    if connection.status is ConnectionStatus.DISCONNECTED:
        _end(uow, clock, row, PaymentState.CANCELLED, "The bank was disconnected.")
        return None
    consent = None
    if row.consent_id is not None:
        consent = as_told(await consent_of(uow.session, uow.person, row.consent_id))
    return TakenUp(row, connection, consent)


async def keep_payment_consent(uow: UnitOfWork, clock: Clock, payment_id: UUID, told: BankConsent) -> bool:
    """Keep the consent that was asked for. True when the payment may be sent under it now."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    consent = new_consent(uow.person, row.connection_id, told, clock.now())
    uow.session.add(consent)
    await uow.session.flush()
    row.consent_id = consent.id
    if told.status is ConsentStatus.AUTHORISED:
        await write_event(uow, uow.person, EventKind.CONSENT_GRANTED, [consent.id])
    if row.state is not PaymentState.CONFIRMED:  # cancelled meanwhile
        return False
    if told.status is ConsentStatus.PENDING:
        row.state = PaymentState.WAITING
    elif told.status in ENDED:
        _end(uow, clock, row, PaymentState.REJECTED, f"The consent at the bank is {told.status.value}.")
    await uow.session.flush()
    return told.status is ConsentStatus.AUTHORISED


async def begin_sending(uow: UnitOfWork, clock: Clock, payment_id: UUID) -> bool:
    """Write down that the POST comes next. False when the payment was cancelled meanwhile."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state is not PaymentState.CONFIRMED:
        return False
    row.state, row.sent_at = PaymentState.SENDING, clock.now()
    uow.record(KeyAction(uow.person, "payment.sent", "bank_payment", row.id, None))
    await uow.session.flush()
    return True


async def put_back(uow: UnitOfWork, payment_id: UUID) -> None:
    """The connector says that surely nothing was paid: the payment may be sent again."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state is PaymentState.SENDING:
        row.state, row.sent_at = PaymentState.CONFIRMED, None
        await uow.session.flush()


async def keep_receipt(uow: UnitOfWork, clock: Clock, payment_id: UUID, receipt: PaymentReceipt) -> None:
    """Keep the bank's answer, and have the account read, whose movements say what became of the money."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    row.bank_payment_id = receipt.payment_id or row.bank_payment_id
    if row.state is not PaymentState.SENDING:  # a sync has found its movement already
        return
    state = STATE_OF_RECEIPT[receipt.status]
    if state is PaymentState.UNKNOWN:
        await _lose_sight(uow, row, receipt.reason or "The bank did not answer.")
        return
    row.state, row.reason = state, receipt.reason
    if state is not PaymentState.IN_PROCESS:
        row.ended_at = clock.now()
    if row.consent_id is not None and state is not PaymentState.REJECTED:
        end_as(await consent_of(uow.session, uow.person, row.consent_id), ConsentStatus.USED, clock.now())
        await write_event(uow, uow.person, EventKind.CONSENT_ENDED, [row.consent_id])
    details = {"state": state.value}
    uow.record(KeyAction(uow.person, "payment.answered", "bank_payment", row.id, None, details))
    await enqueue(uow, SyncBank(connection_id=row.connection_id))
    await uow.session.flush()


async def give_up(uow: UnitOfWork, clock: Clock, payment_id: UUID, failure: JobFailure) -> None:
    """The job died. What was not sent is refused; what may have been is `unknown`."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state is PaymentState.SENDING:
        await _lose_sight(uow, row, failure.message)
    elif row.state in {PaymentState.CONFIRMED, PaymentState.WAITING}:
        _end(uow, clock, row, PaymentState.REJECTED, f"It was not sent: {failure.message}")
    await uow.session.flush()


async def _lose_sight(uow: UnitOfWork, row: BankPaymentRow, reason: str) -> None:
    row.state, row.reason = PaymentState.UNKNOWN, reason
    uow.record(KeyAction(uow.person, "payment.unknown", "bank_payment", row.id, None, {"reason": reason}))
    await enqueue(uow, SyncBank(connection_id=row.connection_id))
    await uow.session.flush()


def _end(uow: UnitOfWork, clock: Clock, row: BankPaymentRow, state: PaymentState, reason: str) -> None:
    row.state, row.reason, row.ended_at = state, reason, clock.now()
    details = {"state": state.value, "reason": reason}
    uow.record(KeyAction(uow.person, "payment.ended", "bank_payment", row.id, None, details))

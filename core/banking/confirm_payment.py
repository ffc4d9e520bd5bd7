"""The person's word that a payment is to be made, or not to be."""

from uuid import UUID

from core.banking.errors import PaymentStateError
from core.banking.messages import MakePayment
from core.banking.payment_models import BankPaymentRow, PaymentState
from core.banking.payments import payment_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


async def confirm_payment(uow: UnitOfWork, clock: Clock, payment_id: UUID, presence: str) -> BankPaymentRow:
    """Have the payment made. `presence` is how the person showed that it is they.

    Confirming twice makes it once. Raises NotFoundError, PaymentStateError.
    """
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state is PaymentState.CANCELLED:
        raise PaymentStateError("This payment was cancelled.", field="paymentId")
    if row.state is not PaymentState.CREATED:
        return row
    row.state, row.confirmed_at = PaymentState.CONFIRMED, clock.now()
    row.job_id = await enqueue(uow, MakePayment(payment_id=row.id))
    details = {"presence": presence}
    uow.record(KeyAction(uow.person, "payment.confirmed", "bank_payment", row.id, uow.person, details))
    await uow.session.flush()
    return row


async def cancel_payment(uow: UnitOfWork, clock: Clock, payment_id: UUID) -> BankPaymentRow:
    """Give up a payment that was not sent. Raises NotFoundError, PaymentStateError."""
    row = await payment_of(uow.session, uow.person, payment_id, for_update=True)
    if row.state not in {PaymentState.CREATED, PaymentState.CONFIRMED, PaymentState.WAITING, PaymentState.CANCELLED}:
        raise PaymentStateError(f"This payment is {row.state.value} already.", field="paymentId")
    if row.state is not PaymentState.CANCELLED:
        row.state, row.ended_at = PaymentState.CANCELLED, clock.now()
        uow.record(KeyAction(uow.person, "payment.cancelled", "bank_payment", row.id, uow.person))
        await uow.session.flush()
    return row

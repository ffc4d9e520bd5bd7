"""What became of payments, found among the movements of the account they left."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.accounts.models import TransactionRow
from core.banking.payment_models import BankPaymentRow, PaymentState
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.ports.statement_parser import BookingStatus

BOOKED_WITHIN: Final = timedelta(days=10)
"""How long after it was sent a payment may be booked."""
A_DAY: Final = timedelta(days=1)
"""A bank's day may be yesterday's or tomorrow's in UTC."""
OPEN: Final = (PaymentState.SENDING, PaymentState.UNKNOWN, PaymentState.IN_PROCESS, PaymentState.SETTLED)


async def resolve_payments(uow: UnitOfWork, clock: Clock, connection_id: UUID) -> int:
    """Settle the connection's payments whose movement is in the books. Returns how many were found.

    Exactly or not at all: the account, the amount, the days, and our reference with its code in the movement's text.
    """
    payments = (
        await uow.session.execute(
            select(BankPaymentRow)
            .where(
                BankPaymentRow.user_id == uow.person,
                BankPaymentRow.connection_id == connection_id,
                BankPaymentRow.state.in_(OPEN),
                BankPaymentRow.transaction_id.is_(None),
                BankPaymentRow.sent_at.is_not(None),
            )
            .order_by(BankPaymentRow.id)
            .with_for_update()
        )
    ).scalars()
    found = 0
    for payment in payments:
        movement = await _movement_of(uow, payment)
        if movement is None:
            continue
        found += 1
        payment.transaction_id = movement.id
        if payment.state is not PaymentState.SETTLED:
            details = {"before": payment.state.value, "transaction": str(movement.id)}
            payment.state, payment.ended_at, payment.reason = PaymentState.SETTLED, clock.now(), None
            uow.record(KeyAction(uow.person, "payment.settled", "bank_payment", payment.id, None, details))
    await uow.session.flush()
    return found


async def _movement_of(uow: UnitOfWork, payment: BankPaymentRow) -> TransactionRow | None:
    if payment.sent_at is None or payment.debtor_account_id is None:
        return None
    sent_on = payment.sent_at.date()
    rows = (
        (
            await uow.session.execute(
                select(TransactionRow)
                .where(
                    TransactionRow.user_id == uow.person,
                    TransactionRow.account_id == payment.debtor_account_id,
                    TransactionRow.booked_on.between(sent_on - A_DAY, sent_on + BOOKED_WITHIN),
                    TransactionRow.status == BookingStatus.BOOKED,
                    TransactionRow.amount_minor == -payment.amount_minor,
                    TransactionRow.description.contains(payment.reference, autoescape=True),
                )
                .limit(2)
            )
        )
        .scalars()
        .all()
    )
    return rows[0] if len(rows) == 1 else None

"""Finding payments of one person, and what a bank is told of one."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.banking.payment_models import BankPaymentRow
from core.errors import NotFoundError
from core.money import Currency, Money
from core.ports.bank_feed import PaymentOrder


def own_payments(user_id: UUID) -> Select[tuple[BankPaymentRow]]:
    """A person's payments."""
    return select(BankPaymentRow).where(BankPaymentRow.user_id == user_id)


async def payment_of(
    session: AsyncSession, user_id: UUID, payment_id: UUID, *, for_update: bool = False
) -> BankPaymentRow:
    """A person's payment. Raises NotFoundError, also for somebody else's."""
    statement = own_payments(user_id).where(BankPaymentRow.id == payment_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such payment.", field="paymentId")
    return row


def order_of(row: BankPaymentRow) -> PaymentOrder:
    """The payment as the connector takes it; our own id is the key that makes it unique there."""
    return PaymentOrder(
        key=str(row.id),
        amount=Money(row.amount_minor, Currency(row.currency)).amount,
        currency=row.currency,
        debtor_account=row.debtor_number,
        creditor_account=row.creditor_number,
        creditor_bank=row.creditor_bank,
        creditor_name=row.creditor_name,
        reference=row.reference,
    )

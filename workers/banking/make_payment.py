from dataclasses import dataclass

from core.adapters.wiring import Platform
from core.banking.keep_journal import keeping_journal
from core.banking.make_payment import (
    TakenUp,
    begin_sending,
    give_up,
    keep_payment_consent,
    keep_receipt,
    put_back,
    take_up,
)
from core.banking.messages import MakePayment
from core.banking.payments import order_of
from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.ports.bank_feed import BankConsent, BankError, BankFeed, BankInfo, PaymentReceipt, PaymentStatus
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Makes a confirmed payment: consent first, then one POST between two transactions."""
    platform = tools.platform

    async def handle(run: JobRun, message: MakePayment) -> None:
        async with run.piece(run.cursor, 5) as uow:
            taken = await take_up(uow, platform.clock, message.payment_id)
        if taken is None:
            return
        bank = platform.banks.get(taken.connection.bank_code)
        async with keeping_journal(platform, run.person, connection_id=taken.connection.id, job_id=run.job.id) as kept:
            attempt = _Attempt(platform, run, kept.feed, bank, taken)
            consent = taken.consent or await attempt.ask()
            if consent is not None:
                await attempt.send(consent)

    async def on_dead(uow: UnitOfWork, message: MakePayment, failure: JobFailure) -> None:
        await give_up(uow, platform.clock, message.payment_id, failure)

    return JobHandler(MakePayment, handle, on_dead)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One attempt at one payment."""

    platform: Platform
    run: JobRun
    feed: BankFeed
    bank: BankInfo
    taken: TakenUp

    async def ask(self) -> BankConsent | None:
        """Ask for the payment's consent; None while the person has to approve it at the bank."""
        person_ref, payment = self.taken.connection.person_ref, self.taken.payment
        told = await self.feed.request_payment_consent(self.bank, person_ref, order_of(payment))
        async with self.run.piece(self.run.cursor, 30, f"{self.bank.name} was asked") as uow:
            may_send = await keep_payment_consent(uow, self.platform.clock, payment.id, told)
        return told if may_send else None

    async def send(self, consent: BankConsent) -> None:
        """Write down that the POST comes, POST, write down the answer."""
        payment, clock = self.taken.payment, self.platform.clock
        async with self.run.piece(self.run.cursor, 60, f"paying at {self.bank.name}") as uow:
            if not await begin_sending(uow, clock, payment.id):
                return
        try:
            receipt = await self.feed.pay(self.bank, consent, order_of(payment))
        except BankError as error:  # which means that nothing was paid
            if error.retryable:
                async with self.run.piece(self.run.cursor, 60, "trying again") as uow:
                    await put_back(uow, payment.id)
                raise
            receipt = PaymentReceipt(None, PaymentStatus.REJECTED, error.message)
        async with self.run.finish({"status": receipt.status.value}) as uow:
            await keep_receipt(uow, clock, payment.id, receipt)

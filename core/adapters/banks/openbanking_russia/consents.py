from collections.abc import Sequence

from core.adapters.banks.openbanking_russia.account_consents import AccountConsents
from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.payment_consents import PaymentConsents
from core.adapters.banks.openbanking_russia.product_consents import ProductConsents
from core.clock import Clock
from core.ports.bank_feed import BankConsent, BankError, BankInfo, ConsentKind, PaymentOrder


class Consents:
    """Consents of all kinds, each in its own shape at the bank."""

    def __init__(self, call: BankCaller, clock: Clock, team_id: str, app_name: str, permissions: Sequence[str]) -> None:
        self._of_accounts = AccountConsents(call, clock, team_id, app_name, permissions)
        self._of_products = ProductConsents(call, clock, team_id, app_name)
        self._of_payments = PaymentConsents(call, clock, team_id)

    async def ask(self, bank: BankInfo, person_ref: str, kind: ConsentKind) -> BankConsent:
        """Ask for a consent to read. Raises BankError for a payment's, which needs its order."""
        if kind is ConsentKind.ACCOUNT:
            return await self._of_accounts.ask(bank, person_ref)
        if kind is ConsentKind.PRODUCT:
            return await self._of_products.ask(bank, person_ref)
        raise BankError("A payment consent is asked for with its payment.", retryable=False)

    async def ask_to_pay(self, bank: BankInfo, person_ref: str, order: PaymentOrder) -> BankConsent:
        """Ask for a consent to one payment."""
        return await self._of_payments.ask(bank, person_ref, order)

    async def read(self, bank: BankInfo, consent: BankConsent, person_ref: str) -> BankConsent:
        """Where the consent stands."""
        if consent.kind is ConsentKind.PRODUCT:
            return await self._of_products.read(bank, consent)
        if consent.kind is ConsentKind.PAYMENT:
            return await self._of_payments.read(bank, consent)
        return await self._of_accounts.read(bank, consent, person_ref)

    async def revoke(self, bank: BankInfo, consent: BankConsent) -> None:
        """End the consent."""
        if consent.kind is ConsentKind.PRODUCT:
            await self._of_products.revoke(bank, consent)
        elif consent.kind is ConsentKind.PAYMENT:
            await self._of_payments.revoke(bank, consent)
        else:
            await self._of_accounts.revoke(bank, consent)

"""What waits for a person's decision, of every kind of consent."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.consents import Consent, ConsentBook, ConsentState
from sandbox.payments import PaymentConsent, PaymentConsentBook, PaymentConsentState
from sandbox.product_consents import ProductConsent, ProductConsentBook
from sandbox.show_accounts import show_minor

_WORDS = {
    "ReadAccountsDetail": "your accounts and their numbers",
    "ReadAccountsBasic": "your accounts",
    "ReadBalances": "balances",
    "ReadTransactionsDetail": "movements with all their details",
    "ReadTransactionsBasic": "movements",
    "ReadCards": "cards, without their full numbers",
    "ManageAccounts": "open and close accounts",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What an application asks of a person. `decided` is the bank's word for what became of it."""

    who: str
    what: str
    details: tuple[str, ...]
    reason: str
    until: datetime | None
    person_id: str | None
    decided: str | None


class ApprovalDesk:
    """Finds a request by any id that it is known by, and lets its person decide."""

    def __init__(self, accounts: ConsentBook, payments: PaymentConsentBook, products: ProductConsentBook) -> None:
        self._accounts = accounts
        self._payments = payments
        self._products = products

    def question(self, request_id: str) -> Question | None:
        """What is asked, or None where there is no such request."""
        payment = self._payments.find(request_id)
        if payment is not None:
            return _of_payment(payment)
        product = self._products.find(request_id)
        if product is not None:
            return _of_products(product, self._products.state(product))
        consent = self._accounts.by_request_id(request_id) or self._accounts.by_consent_id(request_id)
        return None if consent is None else _of_accounts(consent, self._accounts.state(consent))

    def decide(self, person_id: str, request_id: str, *, approve: bool) -> bool:
        """Decide; False where nothing of that id waits for this person."""
        payment = self._payments.find(request_id)
        if payment is not None:
            is_open = payment.person_id == person_id and payment.state is PaymentConsentState.AWAITING
            if is_open:
                self._payments.decide(payment, approve=approve)
            return is_open
        product = self._products.find(request_id)
        if product is not None:
            is_open = product.person_id == person_id and product.state is ConsentState.AWAITING
            if is_open:
                self._products.decide(product, approve=approve)
            return is_open
        return decide_on_accounts(self._accounts, person_id, request_id, approve=approve) is not None


def decide_on_accounts(consents: ConsentBook, person_id: str, request_id: str, *, approve: bool) -> Consent | None:
    """Let a person decide on an account consent that waits for them; None when nothing of that id does."""
    waiting = consents.waiting_for(person_id)
    consent = next((c for c in waiting if request_id in (c.request_id, c.consent_id)), None)
    if consent is not None:
        consent.person_id = person_id
        if approve:
            consents.approve(consent)
        else:
            consents.reject(consent)
    return consent


def _of_payment(payment: PaymentConsent) -> Question:
    asked = payment.initiation
    receiver = asked.creditor_name or asked.creditor or "anybody"
    accounts = [("From", asked.debtor), ("To", asked.creditor), ("At bank", asked.creditor_bank)]
    return Question(
        who=payment.requesting_bank,
        what=f"asks to pay {show_minor(asked.minor)} {asked.currency} to {receiver}",
        details=tuple(f"{name}: {value}" for name, value in accounts if value),
        reason=asked.text,
        until=None,
        person_id=payment.person_id,
        decided=None if payment.state is PaymentConsentState.AWAITING else payment.state,
    )


def _of_products(product: ProductConsent, state: ConsentState) -> Question:
    rights = product.rights
    words = (("see", rights.reads), ("open", rights.opens), ("close", rights.closes))
    return Question(
        who=product.requesting_bank,
        what=f"asks to {', '.join(word for word, granted in words if granted)} your loans, deposits and cards",
        details=tuple(kind.replace("_", " ") for kind in rights.kinds),
        reason=product.reason,
        until=product.valid_until,
        person_id=product.person_id,
        decided=None if state is ConsentState.AWAITING else state,
    )


def _of_accounts(consent: Consent, state: ConsentState) -> Question:
    return Question(
        who=consent.requesting_bank_name,
        what="asks to read your accounts",
        details=tuple(_WORDS.get(permission, permission) for permission in consent.permissions),
        reason=consent.reason,
        until=consent.expires_at,
        person_id=consent.person_id,
        decided=None if state is ConsentState.AWAITING else state,
    )

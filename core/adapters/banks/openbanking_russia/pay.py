"""Paying: one POST, never repeated, since most of these banks honour no key and would pay twice."""

from typing import Final

from core.adapters.banks.openbanking_russia.call_bank import CallBank
from core.adapters.banks.openbanking_russia.read_answer import (
    BankAnswerError,
    JsonObject,
    block,
    parse_json,
    text,
)
from core.adapters.banks.openbanking_russia.refusals import FORBIDDEN, INTERNAL, LIMITED, UNAUTHORISED, reason_of
from core.adapters.banks.send_to_bank import BankRequest, NoAnswerError, RawAnswer, UnreadableAnswerError
from core.ports.bank_feed import (
    BankConsent,
    BankError,
    BankInfo,
    BankRefusedPaymentError,
    ConsentRequiredError,
    ConsentStatus,
    PaymentOrder,
    PaymentReceipt,
    PaymentRefusal,
    PaymentStatus,
)

CONSENT_HEADER: Final = "X-Payment-Consent-Id"
KEY_HEADER: Final = "X-Idempotency-Key"
NUMBER_SCHEME: Final = "RU.CBR.PAN"
_SUCCESS: Final = range(200, 300)
_TIMED_OUT: Final = 408
_REFUSALS: Final = {
    "PAYMENT_CONSENT_REQUIRED": PaymentRefusal.CONSENT_REQUIRED,
    "CONSENT_REQUIRED": PaymentRefusal.CONSENT_REQUIRED,
    "INVALID_CONSENT": PaymentRefusal.CONSENT_INVALID,
    "CONSENT_MISMATCH": PaymentRefusal.CONSENT_MISMATCH,
    "CONSENT_AMOUNT_EXCEEDED": PaymentRefusal.AMOUNT_EXCEEDED,
    "CONSENT_CREDITOR_MISMATCH": PaymentRefusal.CREDITOR_MISMATCH,
    "CONSENT_DEBTOR_MISMATCH": PaymentRefusal.DEBTOR_MISMATCH,
}
_STATUSES: Final = {
    "acceptedsettlementcompleted": PaymentStatus.SETTLED,
    "acceptedcreditsettlementcompleted": PaymentStatus.SETTLED,
    "acceptedsettlementinprocess": PaymentStatus.IN_PROCESS,
    "acceptedwithoutposting": PaymentStatus.IN_PROCESS,
    "pending": PaymentStatus.IN_PROCESS,
    "rejected": PaymentStatus.REJECTED,
}


async def make_payment(call: CallBank, bank: BankInfo, consent: BankConsent, order: PaymentOrder) -> PaymentReceipt:
    """Pay. The consent was read a moment ago, so the token is alive. Errors mean that nothing was paid."""
    if consent.status is not ConsentStatus.AUTHORISED:
        raise ConsentRequiredError(f"The consent to this payment is {consent.status.value}.")
    if consent.consent_id is None:
        raise ConsentRequiredError(f"{bank.name} never told the id of the consent to this payment.")
    request = BankRequest(
        "POST",
        "/payments",
        headers={CONSENT_HEADER: consent.consent_id, KEY_HEADER: order.key},
        body={"data": {"initiation": _initiation(order)}, "risk": {}},
        repeatable=False,
        once=True,
    )
    try:
        raw = await call.answer(bank, request)
    except NoAnswerError as error:
        if not error.was_sent:
            raise
        return PaymentReceipt(None, PaymentStatus.UNKNOWN, f"{bank.name} did not answer to the payment.")
    except UnreadableAnswerError:
        return PaymentReceipt(None, PaymentStatus.UNKNOWN, f"{bank.name}'s answer to the payment can't be read.")
    return _receipt(bank, raw)


def _initiation(order: PaymentOrder) -> JsonObject:
    creditor = {"schemeName": NUMBER_SCHEME, "identification": order.creditor_account}
    if order.creditor_bank is not None:
        creditor["bank_code"] = order.creditor_bank
    return {
        "instructedAmount": {"amount": f"{order.amount:f}", "currency": order.currency},
        "debtorAccount": {"schemeName": NUMBER_SCHEME, "identification": order.debtor_account},
        "creditorAccount": creditor,
        "creditorName": order.creditor_name,
        "remittanceInformation": {"unstructured": order.reference},
        "comment": order.reference,
    }


def _receipt(bank: BankInfo, raw: RawAnswer) -> PaymentReceipt:
    if raw.status in _SUCCESS:
        return _told(bank, raw)
    if raw.status >= INTERNAL or raw.status == _TIMED_OUT:
        return PaymentReceipt(None, PaymentStatus.UNKNOWN, f"{bank.name} failed with {raw.status} on the payment.")
    if raw.status == LIMITED:
        raise BankError(f"{bank.name} takes no more calls for now: nothing was paid.", retryable=True)
    if raw.status == UNAUTHORISED:
        raise BankError(f"{bank.name} refused the token: nothing was paid.", retryable=True)
    reason = reason_of(raw.body)
    refusal = PaymentRefusal.OTHER
    if raw.status == FORBIDDEN:
        refusal = _REFUSALS.get(reason.word or "", PaymentRefusal.OTHER)
    elif "insufficient funds" in (reason.sentence or "").lower():
        refusal = PaymentRefusal.INSUFFICIENT_FUNDS
    why = reason.sentence or reason.word or f"status {raw.status}, no reason given"
    raise BankRefusedPaymentError(refusal, f"{bank.name} refused the payment: {why}.")


def _told(bank: BankInfo, raw: RawAnswer) -> PaymentReceipt:
    """The receipt in a success. Money may have moved whatever it says, so an odd one is unknown, not an error."""
    try:
        data = block(parse_json(raw.body), "data")
        payment_id, word = text(data, "paymentId"), text(data, "status")
        description = text(data, "statusReason") or text(data, "rejectReason")
    except BankAnswerError as error:
        return PaymentReceipt(None, PaymentStatus.UNKNOWN, str(error))
    status = _STATUSES.get((word or "").lower(), PaymentStatus.UNKNOWN)
    if status is PaymentStatus.UNKNOWN:
        return PaymentReceipt(payment_id, status, f"{bank.name} says {word!r} of the payment.")
    return PaymentReceipt(payment_id, status, description if status is PaymentStatus.REJECTED else None)

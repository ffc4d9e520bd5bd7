"""Moving money between accounts, also to another bank of the same world."""

import httpx

from sandbox.bank import Bank
from sandbox.payments import Initiation
from sandbox.records import Account
from sandbox.refusals import refuse

COMPLETED = "AcceptedSettlementCompleted"
IN_PROCESS = "AcceptedSettlementInProcess"
REJECTED = "Rejected"
_TOO_MUCH = 409


async def settle(bank: Bank, debtor: Account, payment: Initiation) -> str:
    """Move the money and return the payment's status. Raises 400 when it can't be moved: then nothing has."""
    if payment.currency != debtor.currency:
        raise refuse(400, "The debtor account has another currency")
    if debtor.available_minor(bank.now()) < payment.minor:
        raise refuse(400, "Insufficient funds")
    if bank.faults.reject_payments:
        return REJECTED
    payer = bank.people[debtor.person_id].life.profile.full_name
    status = IN_PROCESS
    if payment.creditor_bank not in (None, bank.config.code):
        await _send_to_peer(bank, payment, payer)
        status = COMPLETED
    elif payment.creditor is not None and (creditor := bank.account_by_number(payment.creditor)) is not None:
        if creditor.currency != payment.currency:
            raise refuse(400, "The creditor account has another currency")
        if not creditor.owes_at_least(payment.minor, bank.now()):
            raise refuse(400, "The loan owes less")
        bank.insert_row(creditor, payment.minor, payment.text, payer)
        status = COMPLETED
    bank.insert_row(debtor, -payment.minor, payment.text, payment.creditor_name)
    return status


async def _send_to_peer(bank: Bank, payment: Initiation, payer: str) -> None:
    base_url = bank.config.peers.get(payment.creditor_bank or "")
    if base_url is None:
        raise refuse(400, f"Bank {payment.creditor_bank} is not known")
    body = {
        "number": payment.creditor,
        "minor": payment.minor,
        "currency": payment.currency,
        "text": payment.text,
        "counterparty": payer,
    }
    try:
        async with httpx.AsyncClient(timeout=5.0, trust_env=False) as peer:
            answer = await peer.post(f"{base_url.rstrip('/')}/sandbox/incoming", json=body)
    except httpx.TransportError:
        raise refuse(400, f"Bank {payment.creditor_bank} does not answer") from None
    if not answer.is_success:
        raise refuse(400, "The loan owes less" if answer.status_code == _TOO_MUCH else "Creditor account not found")

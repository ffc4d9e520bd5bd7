"""Accounts and their balances."""

from datetime import datetime
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from core.adapters.banks.openbanking_russia.call_bank import BankCaller
from core.adapters.banks.openbanking_russia.read_answer import (
    JsonObject,
    block,
    decimal,
    moment,
    needed_text,
    objects,
    text,
)
from core.adapters.banks.send_to_bank import BankRequest
from core.ports.bank_feed import BankAccount, BankConsent, BankInfo

_BALANCE_KINDS: Final = ("InterimBooked", "InterimAvailable")
"""Booked first: it is what the booked rows add up to."""


async def read_accounts(call: BankCaller, bank: BankInfo, consent: BankConsent, person_ref: str) -> list[BankAccount]:
    """A person's accounts, each bank id once, with booked balances."""
    request = BankRequest("GET", "/accounts", query={"client_id": person_ref})
    answer = await call(bank, request, consent_id=consent.consent_id)
    accounts: dict[str, BankAccount] = {}
    for shown in objects(block(answer.content, "data"), "account"):
        external_id = needed_text(shown, "accountId")
        if external_id not in accounts:
            accounts[external_id] = await _with_balance(call, bank, consent, external_id, shown)
    return list(accounts.values())


async def _with_balance(
    call: BankCaller, bank: BankInfo, consent: BankConsent, external_id: str, shown: JsonObject
) -> BankAccount:
    path = f"/accounts/{quote(external_id, safe='')}/balances"
    answer = await call(bank, BankRequest("GET", path), consent_id=consent.consent_id)
    kind = (text(shown, "accountSubType") or "checking").lower()
    balance, balance_at = _balance(objects(block(answer.content, "data"), "balance"), kind)
    return BankAccount(
        external_id=external_id,
        name=text(shown, "nickname") or f"{bank.name} {external_id}",
        currency=needed_text(shown, "currency").upper(),
        kind=kind,
        number=_number(shown),
        balance=balance,
        balance_at=balance_at,
    )


def _number(shown: JsonObject) -> str | None:
    """The account's number as the bank prints it: neither its length nor its letters mean anything."""
    numbers = objects(shown, "account") if shown.get("account") is not None else []
    preferred = [item for item in numbers if item.get("schemeName") == "RU.CBR.PAN"]
    return text((preferred or numbers)[0], "identification") if numbers else None


def _balance(shown: list[JsonObject], kind: str) -> tuple[Decimal | None, datetime | None]:
    """The signed balance: a loan's debt is negative, though the bank calls it Credit."""
    for wanted in _BALANCE_KINDS:
        for item in shown:
            if item.get("type") == wanted:
                amount = decimal(block(item, "amount"), "amount")
                is_owed = text(item, "creditDebitIndicator") == "Debit" or kind == "loan"
                return (-abs(amount) if is_owed else amount), moment(item, "dateTime")
    return None, None

"""Accounts, balances and cards in the shapes of OpenBanking Russia v2.1."""

from datetime import datetime
from typing import Final

from sandbox.bank import Bank
from sandbox.records import LOAN_KIND, Account

Json = dict[str, object]
TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"


def show_time(moment: datetime) -> str:
    """A UTC moment with microseconds and a Z."""
    return moment.strftime(TIME_FORMAT)


def show_minor(minor: int) -> str:
    """Minor units as a plain decimal of two digits."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def show_amount(bank: Bank, minor: int) -> object:
    """An amount: a string, or a JSON number when the switch says so."""
    text = show_minor(minor)
    return float(text) if bank.faults.amount_as_number else text


def show_number(bank: Bank, account: Account) -> str:
    """The account's number, one digit short when the switch says so."""
    return account.number[:19] if bank.faults.nineteen_digit_account else account.number


def show_account(bank: Bank, account: Account, holder: str) -> Json:
    """One entry of the list of accounts."""
    return {
        **_account_head(bank, account),
        "account": [{"schemeName": "RU.CBR.PAN", "identification": show_number(bank, account), "name": holder}],
    }


def show_account_details(bank: Bank, account: Account) -> Json:
    """A single account: described, but without its number."""
    return {**_account_head(bank, account), "description": f"{account.kind} account"}


def show_balances(bank: Bank, account: Account) -> list[Json]:
    """Available and booked balances. A loan shows its debt, and still says Credit."""
    now = bank.now()
    sign = -1 if account.kind == LOAN_KIND else 1
    shown = (("InterimAvailable", account.available_minor(now)), ("InterimBooked", account.booked_minor(now)))
    return [
        {
            "accountId": account.account_id,
            "type": kind,
            "dateTime": show_time(now),
            "amount": {"amount": show_amount(bank, sign * minor), "currency": account.currency},
            "creditDebitIndicator": "Credit",
        }
        for kind, minor in shown
    ]


def show_card(bank: Bank, account: Account, holder: str) -> Json | None:
    """An account's card, or None when it has none."""
    card = account.card
    if card is None:
        return None
    return {
        "cardId": card.card_id,
        "cardNumber": f"****{card.last_digits}",
        "cardNumberFull": None,
        "cardType": "debit",
        "cardName": f"{bank.config.name} {account.nickname}",
        "holderName": holder,
        "expiryMonth": card.expires.month,
        "expiryYear": card.expires.year,
        "accountNumber": show_number(bank, account),
        "accountBalance": show_amount(bank, account.available_minor(bank.now())),
        "status": "active",
        "dailyLimit": "300000.00",
        "monthlyLimit": "1500000.00",
        "issuedAt": show_time(card.issued_at),
    }


def _account_head(bank: Bank, account: Account) -> Json:
    odd = f"{account.nickname} 🏦 \u202e\u062d\u0633\u0627\u0628\u202c"
    return {
        "accountId": account.account_id,
        "status": "Enabled",
        "currency": account.currency,
        "accountType": "Business" if account.is_business else "Personal",
        "accountSubType": account.kind,
        "nickname": odd if bank.faults.odd_text else account.nickname,
        "openingDate": account.opened_on.isoformat(),
    }

"""Rows of an account in the shape of OpenBanking Russia v2.1."""

from sandbox.bank import Bank
from sandbox.records import Account, Entry
from sandbox.show_accounts import Json, show_amount, show_minor, show_time

_ABROAD = {"TR": ("TRY", 2_60)}
"""Currency of a country, and kopecks for one unit of it."""
_BLOCKS = ("merchant", "transactionLocation", "card", "counterparty")


def show_transaction(bank: Bank, account: Account, entry: Entry) -> Json:
    """One row, with the oddities that the switches ask for."""
    faults = bank.faults
    row = _plain(bank, account, entry)
    if faults.odd_text:
        row["transactionInformation"] = f"☕ {entry.text} \u202e\u0645\u0642\u0647\u0649\u202c\x00"
    if faults.foreign_amounts and (exchange := _exchange(account, entry)) is not None:
        row["currencyExchange"] = exchange
    if faults.null_blocks:
        row.update(dict.fromkeys(_BLOCKS))
    if faults.missing_blocks:
        row = {name: value for name, value in row.items() if name not in _BLOCKS}
    return row


def _plain(bank: Bank, account: Account, entry: Entry) -> Json:
    at = show_time(entry.made_at)
    return {
        "accountId": account.account_id,
        "transactionId": _shown_id(bank, entry),
        "amount": {"amount": show_amount(bank, abs(entry.minor)), "currency": account.currency},
        "creditDebitIndicator": "Debit" if entry.minor < 0 else "Credit",
        "status": _status(bank, entry),
        "bookingDateTime": at,
        "valueDateTime": at,
        "transactionInformation": entry.text,
        "bankTransactionCode": {"code": entry.code},
        "merchant": _merchant(entry),
        "transactionLocation": _location(entry),
        "card": _card(bank, account, entry),
        "counterparty": entry.counterparty,
    }


def _shown_id(bank: Bank, entry: Entry) -> str:
    is_pending = entry.booked_at > bank.now()
    return f"{entry.entry_id}-auth" if is_pending and bank.faults.pending_id_changes else entry.entry_id


def _status(bank: Bank, entry: Entry) -> str:
    words = bank.faults.status_words
    if entry.declined:
        return "declined"
    if entry.booked_at > bank.now():
        return "pending" if words == "completed" else "Pending"
    return words


def _exchange(account: Account, entry: Entry) -> Json | None:
    """What a purchase abroad cost there, at a rate that never changes."""
    if entry.shop is None or account.currency != "RUB" or entry.shop.country not in _ABROAD:
        return None
    currency, kopecks = _ABROAD[entry.shop.country]
    paid = show_minor(abs(entry.minor) * 100 // kopecks)
    return {
        "sourceCurrency": currency,
        "targetCurrency": account.currency,
        "exchangeRate": show_minor(kopecks),
        "instructedAmount": {"amount": paid, "currency": currency},
    }


def _merchant(entry: Entry) -> Json | None:
    shop = entry.shop
    if shop is None:
        return None
    return {
        "merchantId": f"mer-{shop.mcc}-{sum(shop.line.encode()) % 10_000}",
        "name": shop.name,
        "mccCode": shop.mcc,
        "category": shop.category,
        "city": shop.city,
        "country": shop.country,
        "address": None,
    }


def _location(entry: Entry) -> Json | None:
    if entry.shop is None or entry.shop.city is None:
        return None
    return {"city": entry.shop.city, "country": entry.shop.country}


def _card(bank: Bank, account: Account, entry: Entry) -> Json | None:
    card = account.card
    if card is None or not entry.by_card:
        return None
    return {
        "cardId": card.card_id,
        "cardNumber": f"****{card.last_digits}",
        "cardType": "debit",
        "cardName": f"{bank.config.name} {account.nickname}",
    }

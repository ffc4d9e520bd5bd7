from typing import Final

from core.adapters.statements.delimited.column_role import Role

ENGLISH: Final = {
    Role.OPERATION_DATE: "transaction date|trans date|operation date|date of transaction|purchase date|"
    "started date|trans. date|txn date|created on|transaction time|transaction date time|date time|datetime",
    Role.BOOKING_DATE: "date|booking date|posted date|post date|posting date|date posted|completed date|"
    "entry date|effective date|settled date|processed date|booked date|booked on|process date|day|finished on",
    Role.VALUE_DATE: "value date|valuta|settlement date",
    Role.AMOUNT: "amount|transaction amount|sum|value|net amount|amt|payment amount|gross amount|total amount",
    Role.ACCOUNT_AMOUNT: "amount in account currency|billing amount|account amount|booked amount",
    Role.ORIGINAL_AMOUNT: "original amount|foreign amount|amount foreign currency|amount in foreign currency|"
    "local amount|foreign currency amount|source amount|original transaction amount|instructed amount|"
    "amount original currency",
    Role.DEBIT: "debit|debits|debit amount|money out|paid out|withdrawal|withdrawals|out|outgoing|payments|"
    "expense|withdrawal amount|withdrawal amt|dr|spent|expenses|charge",
    Role.CREDIT: "credit|credits|credit amount|money in|paid in|deposit|deposits|in|incoming|receipts|income|"
    "deposit amount|deposit amt|cr|received",
    Role.DIRECTION: "type|direction|debit credit|dr cr|cr dr|credit debit|transaction type|d c|dc|"
    "credit debit indicator|debit or credit|sign",
    Role.BALANCE: "balance|running balance|running bal|account balance|closing balance|ledger balance|"
    "balance after|available balance|book balance|current balance|bal",
    Role.CURRENCY: "currency|ccy|currency code|curr|transaction currency",
    Role.ACCOUNT_CURRENCY: "account currency|billing currency",
    Role.ORIGINAL_CURRENCY: "original currency|foreign currency|type foreign currency|local currency|source currency",
    Role.DESCRIPTION: "description|details|narrative|narration|particulars|transaction description|memo|"
    "transaction details|purpose|payment details|text|payment purpose|statement description|original description",
    Role.SECOND_DESCRIPTION: "reference|notes|note|payment reference|additional information|comment|"
    "notes and #tags|extended details|message|remarks",
    Role.COUNTERPARTY: "payee|counterparty|counter party|merchant|merchant name|name|beneficiary|payee name|"
    "partner name|vendor|counterparty name|payer payee|beneficiary name|remitter|contact|recipient or payer",
    Role.COUNTERPARTY_ACCOUNT: "counterparty account|payee account|beneficiary account|partner iban|"
    "counterparty iban|other account|counterparty account number|payee account number|to account|"
    "recipient account",
    Role.COUNTERPARTY_TAX_ID: "tax id|counterparty tax id|inn",
    Role.PAYER: "payer|sender|from|payer name",
    Role.PAYEE: "recipient|to|receiver",
    Role.MCC: "mcc|merchant category code|mcc code|sic",
    Role.CATEGORY: "category|spending category|transaction category|merchant category",
    Role.BANK_ID: "transaction id|id|fitid|reference number|transaction reference|bank reference|unique id|"
    "transferwise id|txn id|bank id|transaction number|ref no|external id",
    Role.ACCOUNT: "account|account number|iban|own account|account no|account id|account iban",
    Role.STATUS: "status|state|transaction status|booking status",
    Role.IGNORED: "fee|exchange rate|cashback|card number|card no|card|check number|cheque number|time|"
    "product|address|emoji|receipt|sort code|bonus value|bonus title|rate|check or slip|slip|account name|"
    "card name|bank|bic|points|category split|total fees|fee currency|payer account|running total",
}

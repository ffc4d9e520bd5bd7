"""Enums of statement tables, each member in words."""

from api.graphql.declare.shown_enum import show_enum
from core.adapters.statements.delimited.column_mapping import DateOrder, SignRule
from core.adapters.statements.delimited.mapping_json import ColumnMeaning

show_enum(
    ColumnMeaning,
    "What a column of a statement means.",
    {
        ColumnMeaning.DATE: "The day of booking.",
        ColumnMeaning.VALUE_DATE: "The day it counts for interest.",
        ColumnMeaning.AMOUNT: "The signed amount.",
        ColumnMeaning.DEBIT: "Money out.",
        ColumnMeaning.CREDIT: "Money in.",
        ColumnMeaning.DIRECTION: "A word or sign that tells money in from money out.",
        ColumnMeaning.BALANCE: "The balance after the movement.",
        ColumnMeaning.CURRENCY: "The amount's currency.",
        ColumnMeaning.ORIGINAL_AMOUNT: "The amount in the currency it was paid in.",
        ColumnMeaning.ORIGINAL_CURRENCY: "The currency it was paid in.",
        ColumnMeaning.DESCRIPTION: "What it was for.",
        ColumnMeaning.SECOND_DESCRIPTION: "More of what it was for; said of any number of columns.",
        ColumnMeaning.COUNTERPARTY: "Who was on the other side.",
        ColumnMeaning.COUNTERPARTY_ACCOUNT: "The other side's account number.",
        ColumnMeaning.COUNTERPARTY_TAX_ID: "The other side's tax id.",
        ColumnMeaning.PAYER: "Who paid.",
        ColumnMeaning.PAYEE: "Who was paid.",
        ColumnMeaning.PAYER_ACCOUNT: "The payer's account number.",
        ColumnMeaning.PAYEE_ACCOUNT: "The payee's account number.",
        ColumnMeaning.PAYER_TAX_ID: "The payer's tax id.",
        ColumnMeaning.PAYEE_TAX_ID: "The payee's tax id.",
        ColumnMeaning.MCC: "Merchant category code.",
        ColumnMeaning.CATEGORY: "The bank's own category.",
        ColumnMeaning.BANK_ID: "The bank's id of the movement.",
        ColumnMeaning.ACCOUNT: "The account's number.",
        ColumnMeaning.STATUS: "Whether the bank has booked it.",
    },
    name="StatementColumnMeaning",
)
show_enum(
    DateOrder,
    "In which order a numeric date is written.",
    {
        DateOrder.YEAR_FIRST: "As 2026-01-31.",
        DateOrder.DAY_FIRST: "As 31.01.2026.",
        DateOrder.MONTH_FIRST: "As 01/31/2026.",
    },
    name="StatementDateOrder",
)
show_enum(
    SignRule,
    "How an amount column tells money in from money out.",
    {
        SignRule.AS_WRITTEN: "Minus is money out.",
        SignRule.INVERTED: "Minus is money in, as some credit cards write.",
        SignRule.PLUS_IS_INCOME: "Money in has a plus, money out has no sign.",
    },
    name="StatementSignRule",
)

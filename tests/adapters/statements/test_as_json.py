import json

from core.adapters.statements.as_json import statement_to_json
from tests.adapters.statements.reading import read


def test_the_json_of_a_statement() -> None:
    parsed = read(
        "Date;Value date;Amount;Currency;Original amount;Original currency;Description;Payee;Payee account;MCC;Id;"
        "Status;Balance\n"
        "2024-01-13;2024-01-14;-1,5;EUR;-2;USD;Coffee;Cafe;DE1;5814;X1;pending;\n2024-01-15;;1200;EUR;;;Pay;;;;;booked;1210,00\n"
    )

    assert json.loads(json.dumps(statement_to_json("a.csv", parsed))) == {
        "file": "a.csv",
        "format": "csv",
        "encoding": "utf-8",
        "statements": [
            {
                "account": None,
                "currency": "EUR",
                "opening_balance": "10.00",
                "closing_balance": "1210.00",
                "from": "2024-01-13",
                "to": "2024-01-15",
                "transactions": [
                    {
                        "date": "2024-01-13", "value_date": "2024-01-14", "amount": "-1.50", "currency": "EUR",
                        "original_amount": "-2.00", "original_currency": "USD", "description": "Coffee",
                        "counterparty": "Cafe", "counterparty_account": "DE1", "mcc": "5814", "bank_id": "X1",
                        "status": "pending",
                    },
                    {
                        "date": "2024-01-15", "value_date": None, "amount": "1200.00", "currency": "EUR",
                        "original_amount": None, "original_currency": None, "description": "Pay",
                        "counterparty": None, "counterparty_account": None, "mcc": None, "bank_id": None,
                        "status": "booked",
                    },
                ],
            }
        ],
        "warnings": [],
    }  # fmt: skip

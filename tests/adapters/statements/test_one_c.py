from decimal import Decimal

import pytest

from tests.adapters.statements.reading import read, read_one, refused
from tests.fixtures.statements.exchange_files import write_one_c
from tests.fixtures.statements.movements import generate_movements

_OWN = "40802810500000012345"
_OWN_USD = "40802840500000054321"
_OTHER = "40702810000000000002"


def _file(*documents: str, accounts: tuple[str, ...] = (_OWN,), end: str = "КонецФайла\n") -> str:
    heads = "".join(f"РасчСчет={account}\n" for account in accounts)
    return f"1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\n{heads}" + "".join(documents) + end


def _document(payer: str, payee: str, rest: str = "ДатаСписано=31.01.2024\n", amount: str = "100.00") -> str:
    return (
        f"СекцияДокумент=Платежное поручение\nНомер=1\nДата=30.01.2024\nСумма={amount}\n"
        f"ПлательщикСчет={payer}\nПлательщик=Я\n"
        f"ПолучательСчет={payee}\nПолучатель=ИНН 7701234567 ООО Лён\nПолучательИНН=7701234567\n{rest}КонецДокумента\n"
    )


@pytest.mark.parametrize("codec", ["cp1251", "cp866", "utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding_whatever_the_header_says(codec: str) -> None:
    parsed = read(write_one_c(generate_movements(20, 1), codec=codec))

    assert parsed.encoding == codec
    assert parsed.statements[0].transactions[0].counterparty_account is not None
    assert parsed.warnings == ()


def test_the_direction_comes_from_the_own_account() -> None:
    out, incoming = read_one(
        _file(
            _document(_OWN, _OTHER, "ДатаСписано=31.01.2024\nНазначениеПлатежа=Оплата\nпо счету 1\n"),
            _document(_OTHER, _OWN, "ДатаПоступило=01.02.2024\n", amount="7"),
        )
    ).transactions

    assert (str(out.amount), out.booked_on.isoformat(), out.counterparty) == ("-100.00", "2024-01-31", "ООО Лён")
    assert (out.counterparty_tax_id, out.counterparty_account, out.description) == (
        "7701234567",
        _OTHER,
        "Оплата по счету 1",
    )
    assert (str(incoming.amount), incoming.booked_on.isoformat(), incoming.counterparty) == ("7", "2024-02-01", "Я")


def test_a_transfer_between_own_accounts_moves_both() -> None:
    parsed = read(_file(_document(_OWN, _OWN_USD, ""), accounts=(_OWN, _OWN_USD)))

    assert {(s.account, s.currency, str(s.transactions[0].amount)) for s in parsed.statements} == {
        (_OWN, "RUB", "-100.00"),
        (_OWN_USD, "USD", "100.00"),
    }


def test_balances_of_daily_sections_and_a_mismatch() -> None:
    sections = (
        f"СекцияРасчСчет\nДатаНачала=02.01.2024\nРасчСчет={_OWN}\nНачальныйОстаток=500\nКонечныйОстаток=400.00\nКонецРасчСчет\n"
        f"СекцияРасчСчет\nДатаНачала=01.01.2024\nРасчСчет={_OWN}\nНачальныйОстаток=501\nКонечныйОстаток=500\nКонецРасчСчет\n"
    )
    parsed = read(_file(sections, _document(_OWN, _OTHER)))

    assert (parsed.statements[0].opening_balance, parsed.statements[0].closing_balance) == (
        Decimal(501),
        Decimal("400.00"),
    )
    assert [warning.code for warning in parsed.warnings] == ["BALANCE_MISMATCH"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_file(_document(_OTHER, _OTHER)), ("UNKNOWN_DIRECTION", 5)),
        (_file(_document(_OWN, _OTHER, amount="1x")), ("BAD_AMOUNT", 8)),
        (_file(_document(_OWN, _OTHER, amount="-5")), ("BAD_AMOUNT", 8)),
        (_file(_document(_OWN, _OTHER, "ДатаСписано=31.02.2024\n")), ("BAD_DATE", 14)),
        (_file(_document(_OWN, _OTHER), end=""), ("TRUNCATED", 15)),
        (_file(_document(_OWN, _OTHER).replace("КонецДокумента\n", ""), _document(_OWN, _OTHER)), ("TRUNCATED", 5)),
        (_file(accounts=()), ("NO_STATEMENT", None)),
    ],
)
def test_a_broken_document_refuses_the_file_with_its_line(content: str, expected: tuple[str, int | None]) -> None:
    assert refused(content) == expected

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ports.statement_parser import BookingStatus, StatementFormat
from tests.adapters.statements.reading import amounts, days, only_line, read, read_one, refused


def bank(*records: str, head: str = "!Type:Bank\n") -> str:
    return head + "".join(f"{record}\n^\n" for record in records)


def codes(content: bytes | str) -> list[str]:
    return [warning.code for warning in read(content).warnings]


def test_a_movement_has_payee_memo_and_category() -> None:
    line = only_line(
        bank("D31.01.2024\nT-1,234.56\nCX\nN1001\nPCorner  Shop\nMWeekly groceries\nLFood:Fruit/Business\nAStreet")
    )

    assert (line.booked_on, line.amount, line.currency) == (date(2024, 1, 31), Decimal("-1234.56"), "RUB")
    assert (line.description, line.counterparty) == ("Weekly groceries", "Corner  Shop")
    assert (line.category, line.bank_id, line.status, line.line) == ("Food:Fruit", None, BookingStatus.BOOKED, 2)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1/31/99", "1999-01-31"),
        ("1/31'99", "1999-01-31"),
        ("1/31/24", "2024-01-31"),
        ("1/31'24", "2024-01-31"),
        (" 1/31' 4", "2004-01-31"),
        ("31/ 1/2024", "2024-01-31"),
        ("31.01.2024", "2024-01-31"),
        ("31-01-2024", "2024-01-31"),
        ("2024-01-31", "2024-01-31"),
        ("20240131", "2024-01-31"),
    ],
)
def test_a_date_in_any_of_its_ways(written: str, read_as: str) -> None:
    assert days(bank(f"D{written}\nT1.00")) == [read_as]


def test_one_day_beyond_12_decides_the_order_of_all() -> None:
    assert days(bank("D2/1/2024\nT1.00", "D3/2/2024\nT1.00", "D25/3/2024\nT1.00")) == [
        "2024-01-02", "2024-02-03", "2024-03-25",
    ]  # fmt: skip
    assert days(bank("D2/1/2024\nT1.00", "D3/2/2024\nT1.00", "D3/25/2024\nT1.00")) == [
        "2024-02-01", "2024-03-02", "2024-03-25",
    ]  # fmt: skip


def test_dates_that_could_be_either_are_read_as_american_with_a_warning() -> None:
    parsed = read(bank("D2/3/2024\nT1.00"))

    assert parsed.statements[0].transactions[0].booked_on == date(2024, 2, 3)
    assert [warning.code for warning in parsed.warnings] == ["DATE_ORDER_GUESSED", "CURRENCY_GUESSED"]


def test_dates_that_could_be_either_follow_the_order_in_which_they_rise() -> None:
    content = bank("D5/1/2024\nT1.00", "D6/1/2024\nT1.00", "D2/2/2024\nT1.00")

    assert days(content) == ["2024-01-05", "2024-01-06", "2024-02-02"]
    assert "DATE_ORDER_GUESSED" in codes(content)


def test_a_russian_file_has_the_day_first() -> None:
    assert days(bank("D2/3/2024\nT1.00\nPМагазин")) == ["2024-03-02"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("-1,234.56", "-1234.56"), ("-1.234,56", "-1234.56"), ("1 234,56", "1234.56"), ("1\u00a0234,56", "1234.56"),
        ("+12", "12"), ("-0.00", "0.00"), ("12.", "12"), ("-.5", "-0.5"), ("1,234", "1234"),
    ],
)  # fmt: skip
def test_an_amount_in_any_of_its_ways(written: str, value: str) -> None:
    assert amounts(bank(f"D2024-01-31\nT{written}")) == [value]


def test_u_has_room_for_more_than_t() -> None:
    content = bank("D2024-01-31\nT-99.99\nU-1,099.99")

    assert amounts(content) == ["-1099.99"]
    assert "AMOUNTS_DIFFER" in codes(content)


def test_a_split_is_one_movement() -> None:
    content = bank("D2024-01-31\nT-10.00\nPShop\nL--Split--\nSFood\nEApples\n$-7.00\nSFun\nEBall\n$-3.00")
    line = only_line(content)

    assert (line.amount, line.description, line.category) == (Decimal("-10.00"), "Apples; Ball", None)
    assert codes(content) == ["CURRENCY_GUESSED"]
    assert "SPLIT_MISMATCH" in codes(content.replace("$-3.00", "$-3.01"))


def test_a_transfer_names_the_other_account() -> None:
    line = only_line(bank("D2024-01-31\nT-10.00\nL[DE89 3704 0044 0532 0130 00]"))
    named = only_line(bank("D2024-01-31\nT-10.00\nPMe\nL[Savings]"))

    assert (line.counterparty_account, line.category) == ("DE89370400440532013000", None)
    assert (named.counterparty, named.counterparty_account, named.category) == ("Me", None, None)


_SEVERAL = (
    "!Option:AutoSwitch\n!Account\nNChecking\nTBank\n$90.00\n/1/31/2024\n^\nNVisa\nTCCard\n^\n!Clear:AutoSwitch\n"
    "!Account\nNChecking\nTBank\n^\n!Type:Bank\nD1/2/2024\nT100.00\nPOpening Balance\nL[Checking]\n^\n"
    "D1/31/2024\nT-10.00\n^\n!Type:Cat\nNFood\nDEating\nE\n^\n!Account\nN40817840500000012345\nTCCard\n^\n"
    "!Type:CCard\nD1/5/2024\nT-3.00\n^\n!Type:Invst\nD1/9/2024\nNBuy\nYACME\nT500\n^\n"
)


def test_several_accounts_with_balances_and_lists_between() -> None:
    parsed = read(_SEVERAL)
    first, second = parsed.statements

    assert parsed.format is StatementFormat.QIF
    assert (first.account, first.account_name, first.currency) == (None, "Checking", "RUB")
    assert (first.opening_balance, first.closing_balance) == (Decimal("100.00"), Decimal("90.00"))
    assert (first.date_from, first.date_to) == (date(2024, 1, 31), date(2024, 1, 31))
    assert [str(line.amount) for line in first.transactions] == ["-10.00"]
    assert (second.account, second.account_name, second.currency) == ("40817840500000012345", None, "USD")
    assert [str(line.amount) for line in second.transactions] == ["-3.00"]
    assert [(warning.code, warning.line) for warning in parsed.warnings] == [
        ("CURRENCY_GUESSED", 16), ("SECTION_SKIPPED", 25), ("SECTION_SKIPPED", 38),
    ]  # fmt: skip


def test_a_stated_balance_that_is_older_than_a_movement_is_no_closing_balance() -> None:
    assert read(_SEVERAL.replace("/1/31/2024", "/1/30/2024")).statements[0].closing_balance is None


def test_unnamed_accounts_are_told_apart_by_type() -> None:
    parsed = read(
        bank("D2024-01-31\nT1.00") + bank("D2024-01-31\nT2.00", head="!Type:Oth L\n") + bank("D2024-01-30\nT3.00")
    )

    assert [(s.account_name, [str(line.amount) for line in s.transactions]) for s in parsed.statements] == [
        ("bank", ["1.00", "3.00"]), ("oth l", ["2.00"]),
    ]  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16", "koi8-r"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(codec: str, end: str) -> None:
    content = bank("D31.01.2024\nT-1.00\nPСупермаркет у дома\nMОплата покупки продуктов").replace("\n", end)

    assert only_line(content.encode(codec)).counterparty == "Супермаркет у дома"


def test_the_currency_that_the_amounts_name() -> None:
    assert only_line(bank("D2024-01-31\nT-$12.00")).currency == "USD"


def test_an_unknown_type_is_read_as_an_account() -> None:
    content = bank("D2024-01-31\nT1.00", head="!Type:Konto\n")

    assert amounts(content) == ["1.00"]
    assert codes(content) == ["UNKNOWN_SECTION", "CURRENCY_GUESSED"]


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (bank("D2024-01-31\nT1.00", "D2024-02-30\nT1.00"), "BAD_DATE", 5),
        (bank("D2024-01-31\nT1.00", "T1.00\nPx"), "BAD_DATE", 5),
        (bank("D2024-01-31\nT1.00", "D2024-01-31\nPx"), "BAD_AMOUNT", 5),
        (bank("D2024-01-31\nT1.00", "D2024-01-31\nT1x"), "BAD_AMOUNT", 6),
        (bank("D2024-01-31\nT1.00", "D2024-01-31\nT1.005"), "BAD_AMOUNT", 5),
        (bank("D2024-01-31\nT1.00\nSFood\n$x"), "BAD_AMOUNT", 5),
        (bank("D1/31/2024\nT1.00", "D31/1/2024\nT1.00"), "BAD_DATE", 5),
        ("!Type:Bank\nD2024-01-31\nT1.00\n", "TRUNCATED", 2),
        ("!Type:Bank\nD2024-01-31\nT1.00\n!Type:CCard\n", "BAD_STRUCTURE", 4),
        ("!Type:Cat\nNFood\n^\n", "NO_STATEMENT", None),
        ("!Type:Bank\nD2024-01-31\nT1.00\nPa\x00b\n^\n", "NOT_TEXT", 4),
        ("!Type:Bank\nD2024-01-31\nT1.00\n" + "Sx\n" * 5001 + "^\n", "BAD_STRUCTURE", 2),
    ],
)
def test_a_file_is_refused_with_its_line(content: str, reason: str, line: int | None) -> None:
    assert refused(content) == (reason, line)


_TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\x85"),
    min_size=1,
    max_size=20,
)


@given(
    rows=st.lists(
        st.tuples(st.dates(date(1980, 1, 1), date(2079, 12, 31)), st.decimals(-(10**9), 10**9, places=2), _TEXT, _TEXT),
        min_size=1,
        max_size=12,
    ),
    style=st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y"]),
    decides=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_read(rows: list[tuple[date, Decimal, str, str]], style: str, decides: bool) -> None:
    if decides or style == "%m/%d/%Y":
        rows = [*rows, (date(2024, 1, 31), Decimal("1.00"), "x", "y")]
    content = bank(*(f"D{day:{style}}\nT{amount:,}\nP{payee}\nM{memo}" for day, amount, payee, memo in rows))
    found = read_one(content).transactions

    assert [(line.booked_on, line.amount, line.counterparty, line.description) for line in found] == rows

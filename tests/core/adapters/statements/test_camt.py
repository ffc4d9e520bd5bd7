from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.adapters.statements.camt import camt_elements
from core.ports.statement_parser import BookingStatus, StatementFormat, StatementLine
from tests.adapters.statements.reading import amounts, only_line, read, read_one, refused
from tests.core.adapters.statements.camt_files import IBAN, balance, details, document, entry, statement

_PARTIES = (
    "<RltdPties><Dbtr><Nm>Payer Ltd</Nm></Dbtr><DbtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></DbtrAcct>"
    "<Cdtr><Nm>Payee Ltd</Nm></Cdtr><CdtrAcct><Id><Othr><Id>0532013001</Id></Othr></Id></CdtrAcct></RltdPties>"
)


def of(*entries: str) -> str:
    return document(statement(*entries))


def the_one(*args: str, **kwargs: str) -> StatementLine:
    return only_line(of(entry(*args, **kwargs)))


def codes(content: str) -> list[str]:
    return [warning.code for warning in read(content).warnings]


def ids(content: str) -> list[str | None]:
    return [line.bank_id for line in read_one(content).transactions]


def test_a_message_becomes_a_statement() -> None:
    parsed = read(
        document(
            statement(
                balance("OPBD", "5.00", "DBIT"),
                balance("CLBD", "5.00"),
                entry(reference="REF0001", rest=details(f"{_PARTIES}<RmtInf><Ustrd>Invoice 7</Ustrd></RmtInf>")),
                head="<FrToDt><FrDtTm>2024-01-31T00:00:00</FrDtTm><ToDtTm>2024-01-31T24:00:00</ToDtTm></FrToDt>",
            )
        )
    )
    (found,) = parsed.statements
    (line,) = found.transactions

    assert (parsed.format, found.account, found.currency) == (StatementFormat.CAMT, IBAN, "EUR")
    assert (found.opening_balance, found.closing_balance) == (Decimal("-5.00"), Decimal("5.00"))
    assert (found.date_from, found.date_to) == (date(2024, 1, 31), date(2024, 1, 31))
    assert found.told_at is not None
    assert found.told_at.astimezone(UTC) == datetime(2024, 2, 1, 2, tzinfo=UTC)
    assert (line.booked_on, line.value_date, line.amount) == (date(2024, 1, 31), date(2024, 1, 30), Decimal("10.00"))
    assert (line.description, line.bank_id, line.status) == ("Invoice 7", "REF0001", BookingStatus.BOOKED)
    assert (line.counterparty, line.counterparty_account) == ("Payer Ltd", "NL91ABNA0417164300")
    assert line.line == 6
    assert parsed.warnings == ()


@pytest.mark.parametrize("kind", ["052", "053", "054"])
@pytest.mark.parametrize("version", [1, 2, 4, 8, 13])
@pytest.mark.parametrize("prefix", ["", "ns2", "camt"])
def test_every_message_version_and_prefix(kind: str, version: int, prefix: str) -> None:
    content = document(statement(entry("1.00"), entry("2.00", "DBIT")), kind=kind, version=version, prefix=prefix)

    assert amounts(content) == ["1.00", "-2.00"]
    assert read(content).format is StatementFormat.CAMT


def test_no_namespace_and_another_encoding_than_declared() -> None:
    content = of(entry(rest=details("<RmtInf><Ustrd>Оплата по договору</Ustrd></RmtInf>")))
    bare = content.replace('xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', "")

    for codec in ("utf-8", "utf-8-sig", "utf-16", "cp1251"):
        assert only_line(bare.encode(codec)).description == "Оплата по договору"


def test_the_other_side_of_money_out_and_of_a_reversal() -> None:
    out = the_one("10.00", "DBIT", rest=details(_PARTIES))
    back = the_one("10.00", "CRDT", rest=f"<RvslInd>true</RvslInd>{details(_PARTIES)}")

    assert (str(out.amount), out.counterparty, out.counterparty_account) == ("-10.00", "Payee Ltd", "0532013001")
    assert (str(back.amount), back.counterparty) == ("10.00", "Payee Ltd")


def test_version_8_has_a_party_around_the_name() -> None:
    line = the_one(
        rest=details(
            "<RltdPties><Dbtr><Pty><Nm>Payer</Nm><Id><OrgId><Othr><Id>7701234567</Id><SchmeNm><Cd>TXID</Cd></SchmeNm>"
            "</Othr></OrgId></Id></Pty></Dbtr></RltdPties>"
        )
    )

    assert (line.counterparty, line.counterparty_tax_id) == ("Payer", "7701234567")


@pytest.mark.parametrize(
    ("written", "status"),
    [("<Sts>BOOK</Sts>", "booked"), ("<Sts>PDNG</Sts>", "pending"), ("<Sts><Cd>PDNG</Cd></Sts>", "pending"),
     ("<Sts><Cd>FUTR</Cd></Sts>", "pending"), ("", "booked"), ("<Sts><Prtry>X</Prtry></Sts>", "booked")],
)  # fmt: skip
def test_the_status_in_either_way(written: str, status: str) -> None:
    assert the_one(status=written).status.value == status


def test_information_is_left_out_with_a_warning() -> None:
    content = of(entry(), entry(status="<Sts>INFO</Sts>"))

    assert amounts(content) == ["10.00"]
    assert codes(content) == ["NOT_EXECUTED"]


def test_a_pending_entry_without_a_date_has_the_day_it_was_told() -> None:
    assert the_one(status="<Sts>PDNG</Sts>", dates="").booked_on == date(2024, 2, 1)


def test_a_batch_that_adds_up_is_a_movement_for_each_detail() -> None:
    parts = [
        '<Amt Ccy="EUR">4.00</Amt>',
        '<Amt Ccy="EUR">7.00</Amt>',
        '<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>',
    ]
    content = of(entry("10.00", reference="REF0001", rest=details(*parts)))

    assert amounts(content) == ["4.00", "7.00", "-1.00"]
    assert ids(content) == ["REF0001/1", "REF0001/2", "REF0001/3"]
    assert codes(content) == []


def test_a_batch_of_the_second_version_has_its_amounts_in_other_places() -> None:
    parts = [
        '<AmtDtls><InstdAmt><Amt Ccy="USD">5.00</Amt></InstdAmt><TxAmt><Amt Ccy="EUR">4.00</Amt></TxAmt></AmtDtls>',
        '<AmtDtls><InstdAmt><Amt Ccy="EUR">6.00</Amt></InstdAmt></AmtDtls>',
    ]
    first, second = read_one(of(entry("10.00", "DBIT", rest=details(*parts)))).transactions

    assert (str(first.amount), first.original_amount, first.original_currency) == ("-4.00", Decimal("-5.00"), "USD")
    assert (str(second.amount), second.original_amount, second.bank_id) == ("-6.00", None, None)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (('<Amt Ccy="EUR">4.00</Amt>', '<Amt Ccy="EUR">7.00</Amt>'), "BATCH_MISMATCH"),
        (('<Amt Ccy="EUR">4.00</Amt>', "<Refs><TxId>1</TxId></Refs>"), "BATCH_WITHOUT_AMOUNTS"),
        (('<Amt Ccy="EUR">4.00</Amt>', '<Amt Ccy="USD">6.00</Amt>'), "BATCH_WITHOUT_AMOUNTS"),
    ],
)
def test_a_batch_that_does_not_add_up_is_one_movement(parts: tuple[str, str], code: str) -> None:
    content = of(entry("10.00", reference="REF0001", rest=f"{details(*parts)}<AddtlNtryInf>Salaries</AddtlNtryInf>"))

    assert (amounts(content), ids(content), only_line(content).description) == (["10.00"], ["REF0001"], "Salaries")
    assert codes(content) == [code]


def test_a_batch_beyond_any_bound_is_one_movement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camt_elements, "MOST_DETAILS", 3)
    monkeypatch.setattr("core.adapters.statements.camt.entry_movements.MOST_DETAILS", 3)
    content = of(entry("8.00", rest=details(*['<Amt Ccy="EUR">2.00</Amt>'] * 4)))

    assert amounts(content) == ["8.00"]
    assert codes(content) == ["BATCH_TOO_LONG"]


def test_a_single_detail_tells_about_its_entry_whatever_its_amount() -> None:
    line = the_one(
        "9.20",
        "DBIT",
        rest=details('<AmtDtls><InstdAmt><Amt Ccy="USD">10.00</Amt></InstdAmt></AmtDtls><AddtlTxInf>Card</AddtlTxInf>'),
    )

    assert (str(line.amount), line.original_amount, line.original_currency) == ("-9.20", Decimal("-10.00"), "USD")
    assert line.description == "Card"


def test_the_same_payment_has_the_same_id_in_the_statement_and_in_the_notification() -> None:
    plain = entry(reference="2024013100017")
    detailed = entry(rest=details("<Refs><AcctSvcrRef>2024013100017</AcctSvcrRef><TxId>TX123456</TxId></Refs>"))

    assert ids(document(statement(plain))) == ids(document(statement(detailed), kind="054")) == ["2024013100017"]


@pytest.mark.parametrize(
    ("head", "refs", "found"),
    [
        ("<NtryRef>1</NtryRef>", "", None),
        ("<NtryRef>000017</NtryRef>", "", None),
        ("<NtryRef>2024013100017</NtryRef>", "", "2024013100017"),
        ("<NtryRef>1</NtryRef>", "<TxId>TX123456</TxId>", "TX123456"),
        ("", "<EndToEndId>RENT-JANUARY-2024</EndToEndId>", None),
        ("", "<AcctSvcrRef>NOTPROVIDED</AcctSvcrRef><TxId>NOTPROVIDED</TxId>", None),
        ("", "<AcctSvcrRef>NONREF</AcctSvcrRef>", None),
        ("", "<AcctSvcrRef>000000000</AcctSvcrRef>", None),
    ],
)
def test_which_reference_is_an_id(head: str, refs: str, found: str | None) -> None:
    assert the_one(head=head, rest=details(f"<Refs>{refs}</Refs>")).bank_id == found


def test_a_payment_its_fee_and_its_return_may_share_a_reference() -> None:
    content = of(
        entry("100.00", "DBIT", reference="REF0001"),
        entry("1.00", "DBIT", reference="REF0001"),
        entry("100.00", "CRDT", reference="REF0001", rest="<RvslInd>true</RvslInd>"),
    )

    assert ids(content) == ["REF0001", "REF0001-2", "REF0001-R"]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf>", "one two"),
        ("<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>", "RF18539007547034"),
        ("<AddtlTxInf>fee</AddtlTxInf>", "fee"),
        ("<Refs><EndToEndId>ORDER 7</EndToEndId></Refs>", "ORDER 7"),
        ("<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>", ""),
        (_PARTIES, "Payer Ltd"),
    ],
)
def test_the_description(part: str, text: str) -> None:
    assert the_one(rest=details(part)).description == text


def test_balances_of_pages_and_of_reports() -> None:
    def found(*parts: str) -> tuple[str, str]:
        one = read_one(of(*parts))
        return str(one.opening_balance), str(one.closing_balance)

    assert found(balance("PRCD", "1.00"), balance("CLBD", "2.00"), balance("CLAV", "9.00")) == ("1.00", "2.00")
    assert found(balance("OPBD", "1.00"), balance("ITBD", "2.00")) == ("1.00", "2.00")
    assert found(balance("ITBD", "2.00"), balance("ITBD", "3.00")) == ("2.00", "3.00")
    assert found(balance("ITBD", "2.00"), balance("CLBD", "3.00")) == ("2.00", "3.00")
    assert found(balance("ITBD", "2.00")) == ("None", "2.00")
    assert found(balance("FWAV", "2.00")) == ("None", "None")


def test_several_statements_and_currencies() -> None:
    parsed = read(
        document(
            statement(balance("OPBD", "0.00"), balance("CLBD", "10.00"), entry()),
            statement(
                balance("OPBD", "1.00", currency="USD"), balance("CLBD", "2.00", currency="USD"),
                balance("OPBD", "5.00", currency="GBP"), balance("CLBD", "4.00", currency="GBP"),
                entry("1.00", currency="USD"), entry("1.00", "DBIT", currency="GBP"),
                account="<Id><Othr><Id>W1</Id></Othr></Id>",
            ),
            statement(entry("3.00")),
        )
    )  # fmt: skip

    assert [(s.account, s.currency, str(s.closing_balance), len(s.transactions)) for s in parsed.statements] == [
        (IBAN, "EUR", "10.00", 1), ("W1", "USD", "2.00", 1), ("W1", "GBP", "4.00", 1), (IBAN, "EUR", "None", 1),
    ]  # fmt: skip
    assert parsed.warnings == ()


def test_a_balance_that_does_not_add_up_is_reported() -> None:
    assert codes(of(balance("OPBD", "0.00"), balance("CLBD", "1.00"), entry())) == ["BALANCE_MISMATCH"]
    assert codes(of(balance("OPBD", "0.00"), balance("CLBD", "0.00"), entry(status="<Sts>PDNG</Sts>"))) == []


def test_an_empty_statement_is_a_statement() -> None:
    parsed = read(document(statement(balance("OPBD", "1.00"), balance("CLBD", "1.00"))))

    assert [len(found.transactions) for found in parsed.statements] == [0]


def test_minus_zero_is_zero() -> None:
    assert str(the_one("-0.00", "DBIT").amount) == "0.00"
    assert str(the_one("0.00", "DBIT").amount) == "0.00"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (entry(dates="<BookgDt><Dt>2024-02-30</Dt></BookgDt>"), "BAD_DATE"),
        (entry(dates="<BookgDt><Dt>31.01.2024</Dt></BookgDt>"), "BAD_DATE"),
        (entry(dates=""), "BAD_DATE"),
        (entry("-1.00"), "BAD_AMOUNT"),
        (entry("1e3"), "BAD_AMOUNT"),
        (entry("1.005"), "BAD_AMOUNT"),
        (entry("٣.00"), "BAD_AMOUNT"),
        (entry("NaN"), "BAD_AMOUNT"),
        (entry().replace('<Amt Ccy="EUR">10.00</Amt>', ""), "BAD_AMOUNT"),
        (entry(direction="DEBIT"), "BAD_DIRECTION"),
        (entry(currency="QQQ"), "BAD_CURRENCY"),
    ],
)
def test_a_bad_entry_refuses_the_file_with_its_line(bad: str, reason: str) -> None:
    assert refused(of(entry(), bad)) == (reason, 5)


@given(
    rows=st.lists(
        st.tuples(
            st.dates(date(1970, 1, 1), date(2100, 12, 31)),
            st.decimals("-99999999999.99", "99999999999.99", places=2),
            st.text(
                alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<>&"),
                min_size=1,
                max_size=40,
            ),
        ),
        max_size=12,
    ),
    prefix=st.sampled_from(["", "n"]),
)
@settings(max_examples=120, deadline=None)
def test_what_is_written_is_read(rows: list[tuple[date, Decimal, str]], prefix: str) -> None:
    total = sum((amount for _, amount, _ in rows), Decimal(0))
    entries = [
        entry(
            str(abs(amount)),
            "DBIT" if amount < 0 else "CRDT",
            dates=f"<BookgDt><DtTm>{day}T23:59:59-05:00</DtTm></BookgDt>",
            rest=details(f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>"),
        )
        for day, amount, text in rows
    ]
    ends = [balance("OPBD", "0.00"), balance("CLBD", str(abs(total)), "DBIT" if total < 0 else "CRDT")]
    parsed = read(document(statement(*ends, *entries), prefix=prefix))
    (found,) = parsed.statements

    assert [(line.booked_on, line.amount, line.description) for line in found.transactions] == rows
    assert parsed.warnings == ()

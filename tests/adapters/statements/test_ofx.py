from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.adapters.statements.ofx.ofx_values import read_moment
from core.ports.statement_parser import BookingStatus
from tests.adapters.statements.reading import only_line, read, read_one, refused

_HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"


def _ofx(movements: str, *, head: str = _HEADER, currency: str = "EUR", rest: str = "") -> str:
    return (
        f"{head}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>{currency}<BANKACCTFROM><ACCTID>A1</BANKACCTFROM>"
        f"<BANKTRANLIST><DTSTART>20240101<DTEND>20240131{movements}</BANKTRANLIST>{rest}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def _movement(fields: str) -> str:
    return f"<STMTTRN><TRNTYPE>DEBIT{fields}</STMTTRN>"


def test_one_line_without_any_end_tags_of_fields() -> None:
    line = only_line(
        _ofx(_movement("<DTPOSTED>20240131235959.000[-3:MSK]<TRNAMT>-1,50<FITID>F1<NAME>AT&T & Co<MEMO>a &lt; b &#33;"))
    )

    assert (line.booked_on, line.amount, line.bank_id) == (date(2024, 1, 31), Decimal("-1.50"), "F1")
    assert (line.counterparty, line.description) == ("AT&T & Co", "a < b !")


def test_end_tags_of_fields_do_no_harm() -> None:
    line = only_line(
        _ofx(_movement("<DTPOSTED>20240131</DTPOSTED>\n<TRNAMT>-0.00</TRNAMT>\n<NAME>x</NAME>\n<MEMO></MEMO>"))
    )

    assert (str(line.amount), line.description, line.bank_id) == ("0.00", "x", None)


def test_a_body_without_end_tags_below_the_header_of_xml() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="203" SECURITY="NONE"?>\n'
    line = only_line(_ofx(_movement("\n<DTPOSTED>20240131\n<TRNAMT>-5.50\n<NAME>ANZ & Co\n"), head=head))

    assert (line.booked_on, line.amount, line.counterparty) == (date(2024, 1, 31), Decimal("-5.50"), "ANZ & Co")


def test_original_and_foreign_currency() -> None:
    first, second, third = read_one(
        _ofx(
            _movement(
                "<DTPOSTED>20240102<TRNAMT>-9.20<ORIGCURRENCY><CURRATE>0.92<CURSYM>USD</ORIGCURRENCY><MEMO>converted"
            )
            + _movement("<DTPOSTED>20240103<TRNAMT>-10.00<CURRENCY><CURRATE>0.9<CURSYM>USD</CURRENCY><MEMO>foreign")
            + _movement("<DTPOSTED>20240104<TRNAMT>-1.00<CURRENCY><CURRATE>1<CURSYM>EUR</CURRENCY>")
        )
    ).transactions

    assert (first.amount, first.original_amount, first.original_currency) == (
        Decimal("-9.20"),
        Decimal("-10.00"),
        "USD",
    )
    assert (second.amount, second.currency, second.original_amount) == (Decimal("-9.00"), "EUR", Decimal("-10.00"))
    assert (second.description, third.original_currency) == ("foreign", None)


def test_several_statements_and_a_card() -> None:
    parsed = read(
        _HEADER
        + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>A1</BANKACCTFROM><BANKTRANLIST>"
        + _movement("<DTPOSTED>20240102<TRNAMT>-1")
        + "</BANKTRANLIST><LEDGERBAL><BALAMT>5.00<DTASOF>20240131</LEDGERBAL><AVAILBAL><BALAMT>7.00</AVAILBAL></STMTRS>"
        "</STMTTRNRS>"
        "<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>A1</BANKACCTFROM><BANKTRANLIST></BANKTRANLIST></STMTRS></STMTTRNRS>"
        "</BANKMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>C9</CCACCTFROM>"
        "<BANKTRANLISTP><STMTTRNP><TRNTYPE>POS<DTTRAN>20240105<TRNAMT>-3.00<NAME>hold</STMTTRNP></BANKTRANLISTP>"
        "</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>\n"
    )

    assert [(s.account, s.currency, len(s.transactions)) for s in parsed.statements] == [
        ("A1", "EUR", 1), ("C9", "USD", 1), ("A1", "EUR", 0),
    ]  # fmt: skip
    assert parsed.statements[0].closing_balance == Decimal("5.00")
    assert parsed.statements[1].transactions[0].status is BookingStatus.PENDING


def test_the_account_of_the_other_side_and_mcc() -> None:
    line = only_line(
        _ofx(
            _movement(
                "<DTPOSTED>20240102<TRNAMT>-1<SIC>742<PAYEE><NAME>Vet</PAYEE><BANKACCTTO><ACCTID>B2</BANKACCTTO><MEMO>cat"
            )
        )
    )

    assert (line.counterparty, line.counterparty_account, line.mcc, line.description) == ("Vet", "B2", "0742", "cat")


def test_a_sign_against_its_type_is_kept_with_a_warning() -> None:
    parsed = read(_ofx(_movement("<DTPOSTED>20240102<TRNAMT>1.00")))

    assert str(parsed.statements[0].transactions[0].amount) == "1.00"
    assert [warning.code for warning in parsed.warnings] == ["SIGN_DOUBTFUL"]


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "utf-16"])
def test_the_encoding_is_what_the_bytes_are(codec: str) -> None:
    content = _ofx(
        _movement("<DTPOSTED>20240102<TRNAMT>-1<MEMO>Оплата счета за связь и интернет"), currency="RUB"
    ).encode(codec)

    assert only_line(content).description == "Оплата счета за связь и интернет"


def test_the_header_decides_between_western_code_pages() -> None:
    content = (
        _ofx(_movement("<DTPOSTED>20240102<TRNAMT>-1<MEMO>Łódź"))
        .replace("CHARSET:1252", "CHARSET:1250")
        .encode("cp1250")
    )

    assert only_line(content).description == "Łódź"


@pytest.mark.parametrize(
    ("movement", "reason"),
    [
        ("<DTPOSTED>20240230<TRNAMT>-1", "BAD_DATE"),
        ("<TRNAMT>-1", "BAD_DATE"),
        ("<DTPOSTED>20240102<TRNAMT>12x", "BAD_AMOUNT"),
        ("<DTPOSTED>20240102", "BAD_AMOUNT"),
        ("<DTPOSTED>20240102<TRNAMT>-1.005", "BAD_AMOUNT"),
        ("<DTPOSTED>20240102<TRNAMT>NaN", "BAD_AMOUNT"),
        ("<DTPOSTED>20240102<TRNAMT>1<CURRENCY><CURSYM>QQQ</CURRENCY>", "BAD_CURRENCY"),
    ],
)
def test_a_bad_movement_refuses_the_file_with_its_line(movement: str, reason: str) -> None:
    assert refused(_ofx("\n" + _movement("<DTPOSTED>20240102<TRNAMT>-1") + "\n" + _movement(movement))) == (reason, 9)


def test_an_answer_without_a_statement() -> None:
    content = (
        _HEADER + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Denied</STATUS></SONRS>"
        "</SIGNONMSGSRSV1></OFX>"
    )

    assert refused(content) == ("BANK_ERROR", None)


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="202"?>\n'
_XML_BODY = (
    "<OFX><STMTRS><CURDEF>EUR</CURDEF><BANKTRANLIST><STMTTRN><DTPOSTED>20240102</DTPOSTED><TRNAMT>-1.00</TRNAMT>"
    "<MEMO>{memo}</MEMO></STMTTRN></BANKTRANLIST></STMTRS></OFX>"
)


def test_xml_in_another_encoding_than_it_declares() -> None:
    assert only_line((_XML + _XML_BODY.format(memo="Оплата связи")).encode("cp1251")).description == "Оплата связи"


def test_an_xml_bomb_is_refused() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE OFX [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n' + _XML_BODY.format(
        memo="&b;"
    )

    assert refused(bomb) == ("XML_BOMB", 2)


def test_an_external_entity_is_refused() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE OFX [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n' + _XML_BODY.format(
        memo="&a;"
    )

    assert refused(bomb) == ("XML_BOMB", 2)


def test_broken_xml_is_refused_with_its_line() -> None:
    assert refused(_XML + _XML_BODY.format(memo="<oops").replace("<STMTTRN>", "\n<STMTTRN>")) == ("BAD_XML", 4)


def test_when_the_bank_made_the_file_is_read_where_it_is_told() -> None:
    said = {"20260305143000.000[-3:MSK]": datetime(2026, 3, 5, 14, 30, tzinfo=UTC), "soon": None, "20261399": None}
    for text, moment in said.items():
        assert read_moment(text) == moment

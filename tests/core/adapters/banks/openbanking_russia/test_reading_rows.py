import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError, clean, decimal, parse_json
from core.adapters.banks.openbanking_russia.transaction_row import read_row
from core.adapters.banks.openbanking_russia.transactions import read_page
from core.ports.bank_feed import BankError
from core.ports.statement_parser import BookingStatus, StatementLine

LEAST: dict[str, Any] = {
    "transactionId": "tx-1",
    "amount": {"amount": "12.30", "currency": "RUB"},
    "creditDebitIndicator": "Debit",
    "bookingDateTime": "2026-03-31T22:30:00.000000Z",
}


def _row(**changes: object) -> StatementLine:
    line = read_row({**LEAST, **changes}).line
    assert line is not None
    return line


def test_the_least_row_is_read() -> None:
    assert _row() == StatementLine(
        booked_on=date(2026, 4, 1),  # half past one in Moscow
        amount=Decimal("-12.30"),
        currency="RUB",
        description="",
        bank_id="tx-1",
    )


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Booked", BookingStatus.BOOKED),
        ("completed", BookingStatus.BOOKED),
        ("REFUNDED", BookingStatus.BOOKED),
        (None, BookingStatus.BOOKED),
        ("Pending", BookingStatus.PENDING),
        ("pending", BookingStatus.PENDING),
        ("somethingNew", BookingStatus.PENDING),
    ],
)
def test_status_words(word: str | None, status: BookingStatus) -> None:
    assert _row(status=word).status is status


@pytest.mark.parametrize("word", ["declined", "Rejected", "CANCELLED"])
def test_rows_that_moved_no_money_have_no_line(word: str) -> None:
    row = read_row({**LEAST, "status": word})
    assert (row.bank_id, row.line) == ("tx-1", None)


@pytest.mark.parametrize(
    ("given_amount", "amount"),
    [
        ("0.10", "-0.10"),
        (Decimal("0.1"), "-0.1"),
        (7, "-7"),
        ("1234567890123.45", "-1234567890123.45"),
        ("0.00", "0.00"),
    ],
)
def test_amounts_as_text_or_number(given_amount: object, amount: str) -> None:
    assert str(_row(amount={"amount": given_amount, "currency": "rub"}).amount) == amount


@pytest.mark.parametrize("code", ["541", "54111", "٥٤١١", "abcd", "", None, 0])
def test_what_is_no_mcc_is_left_out(code: object) -> None:
    assert _row(merchant={"mccCode": code, "name": "Shop"}).mcc is None


def test_texts_fall_back_on_each_other() -> None:
    assert _row(transactionInformation=None, counterparty="ООО «Ромашка»").description == "ООО «Ромашка»"
    line = _row(transactionInformation="  ", counterparty=None, merchant={"name": "Кофе\tи  чай", "mccCode": "5814"})
    assert (line.description, line.counterparty, line.mcc) == ("Кофе и чай", "Кофе и чай", "5814")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"transactionId": None}, "transactionId"),
        ({"transactionId": "  "}, "transactionId"),
        ({"transactionId": []}, "transactionId"),
        ({"bookingDateTime": None}, "bookingDateTime"),
        ({"bookingDateTime": "yesterday"}, "bookingDateTime"),
        ({"bookingDateTime": "9999-12-31T23:59:59Z"}, "bookingDateTime"),
        ({"bookingDateTime": "0001-01-01T00:00:00+03:00"}, "bookingDateTime"),
        ({"amount": None}, "amount"),
        ({"amount": "12.30"}, "amount"),
        ({"amount": {"amount": True, "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "12,30", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "NaN", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "Infinity", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "1e999999", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "1e-999999", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "-1.00", "currency": "RUB"}}, "amount"),
        ({"amount": {"amount": "1.00"}}, "currency"),
        ({"creditDebitIndicator": None}, "creditDebitIndicator"),
        ({"creditDebitIndicator": "Sideways"}, "creditDebitIndicator"),
        ({"merchant": "a name"}, "merchant"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_field(changes: dict[str, object], where: str) -> None:
    with pytest.raises(BankAnswerError) as caught:
        read_row({**LEAST, **changes})
    assert caught.value.where == where
    assert caught.value.retryable is False


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"a": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
        b'{"a": 1e5',
    ],
)
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BankAnswerError, match="body is not"):
        parse_json(body)


def test_decimals_never_pass_through_a_float() -> None:
    parsed = parse_json(b'{"amount": 0.1000000000000000055511151231257827}')
    assert parsed["amount"] == Decimal("0.1000000000000000055511151231257827")
    with pytest.raises(BankAnswerError, match="amount is not an amount"):
        decimal(parsed, "amount")


def test_text_keeps_emoji_and_scripts_and_loses_what_a_database_cannot_hold() -> None:
    assert clean("☕ \u202eمقهى\u202c\x00 \x07ok\r\n\ud83d") == "☕ \u202eمقهى\u202c ok"
    assert clean("👩\u200d🍳 chef") == "👩\u200d🍳 chef"


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_cleaned_text_can_be_stored_and_is_stable(value: str) -> None:
    cleaned = clean(value)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean(cleaned) == cleaned


@settings(deadline=None)  # the machine may be busy
@given(st.integers(0, 10**16), st.booleans(), st.sampled_from(["text", "number"]))
def test_any_amount_survives_the_wire(minor: int, is_credit: bool, form: str) -> None:
    plain = f"{minor // 100}.{minor % 100:02d}"
    amount = f'"{plain}"' if form == "text" else plain
    body = f'{{"amount": {{"amount": {amount}, "currency": "RUB"}}}}'
    line = _row(**parse_json(body.encode()), creditDebitIndicator="Credit" if is_credit else "Debit")
    assert line.amount * 100 == (minor if is_credit else -minor)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*LEAST, "merchant", "status", "name", "currency"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(deadline=None)  # the machine may be busy
@given(st.dictionaries(st.sampled_from([*LEAST, "merchant", "status", "valueDateTime", "counterparty"]), _JSON))
def test_any_row_is_read_or_refused(changes: dict[str, Any]) -> None:
    page = json.dumps({"data": {"transaction": [{**LEAST, **changes}]}}).encode()
    try:
        (row,) = read_page(parse_json(page)).rows
    except BankError:
        return
    assert row.line is None or row.line.amount.is_finite()


@settings(deadline=None)  # the machine may be busy
@given(_JSON)
def test_any_page_is_read_or_refused(content: object) -> None:
    try:
        read_page(parse_json(json.dumps({"data": content, "links": content, "meta": content}).encode()))
    except BankError:
        return

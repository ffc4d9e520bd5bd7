from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ports.statement_parser import BookingStatus, StatementFormat, StatementLine
from tests.adapters.statements.reading import amounts, only_line, read, read_one, refused

_HEAD = ":20:STARTUMS\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C240101EUR100,00\n"


def message(body: str, closing: str = "C240131EUR100,00", head: str = _HEAD) -> str:
    return f"{head}{body}\n:62F:{closing}\n-\n"


def entry(text: str) -> StatementLine:
    return only_line(message(text))


def codes(content: str) -> list[str]:
    return [warning.code for warning in read(content).warnings]


def test_a_message_becomes_a_statement() -> None:
    parsed = read(message(":61:2401300131DR12,34NTRFREF//B240131001\n:86:Coffee\n:61:240131C12,34NMSCNONREF\n:86:Back"))
    (statement,) = parsed.statements
    first, second = statement.transactions

    assert (parsed.format, statement.account, statement.currency) == (
        StatementFormat.MT940, "DE89370400440532013000", "EUR",
    )  # fmt: skip
    assert (statement.opening_balance, statement.closing_balance) == (Decimal("100.00"), Decimal("100.00"))
    assert (statement.date_from, statement.date_to) == (date(2024, 1, 1), date(2024, 1, 31))
    assert (first.booked_on, first.value_date, first.amount) == (
        date(2024, 1, 31), date(2024, 1, 30), Decimal("-12.34"),
    )  # fmt: skip
    assert (first.description, first.bank_id, first.line) == ("Coffee", "B240131001", 5)
    assert (second.description, second.bank_id, second.status) == ("Back", None, BookingStatus.BOOKED)
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("mark", "amount"),
    [("C", "5.00"), ("D", "-5.00"), ("RC", "-5.00"), ("RD", "5.00"), ("CR", "5.00"), ("DR", "-5.00"), ("RDR", "5.00"),
     ("RCR", "-5.00"), ("CK", "5.00")],
)  # fmt: skip
def test_reversals_and_funds_codes(mark: str, amount: str) -> None:
    assert str(entry(f":61:240131{mark}5,00NTRFNONREF").amount) == amount


@pytest.mark.parametrize(
    ("written", "value"),
    [("12,", "12"), ("0,5", "0.5"), ("000000012,34", "12.34"), ("12.34", "12.34"), ("12", "12"), (",5", "0.5"),
     ("0,00", "0.00")],
)  # fmt: skip
def test_an_amount_in_any_of_its_ways(written: str, value: str) -> None:
    assert str(entry(f":61:240131C{written}NTRFNONREF").amount) == value
    assert str(entry(f":61:240131D{written}NTRFNONREF").amount) == (value if value == "0.00" else f"-{value}")


@pytest.mark.parametrize(
    ("value_date", "entry_date", "booked_on"),
    [
        ("240131", "0131", "2024-01-31"),
        ("240101", "1231", "2023-12-31"),
        ("231231", "0102", "2024-01-02"),
        ("240228", "0229", "2024-02-29"),
        ("240131", "", "2024-01-31"),
        ("240131", "    ", "2024-01-31"),
        ("991231", "0101", "2000-01-01"),
    ],
)
def test_the_year_of_the_entry_is_the_nearest(value_date: str, entry_date: str, booked_on: str) -> None:
    assert entry(f":61:{value_date}{entry_date}C1,00NTRFNONREF").booked_on.isoformat() == booked_on


def test_interest_is_reckoned_to_a_30th_of_february() -> None:
    content = message(":61:2302300301C1,00NTRFNONREF")

    assert (only_line(content).value_date, only_line(content).booked_on) == (date(2023, 2, 28), date(2023, 3, 1))
    assert codes(content) == ["VALUE_DATE_MOVED", "BALANCE_MISMATCH"]


@pytest.mark.parametrize(
    "reference", ["NONREF", "", "NOTPROVIDED", "KREF+", "NON REF", "000000000", "12345", "ABCDEFGH"]
)
def test_what_is_no_reference_is_no_id(reference: str) -> None:
    assert entry(f":61:240131C1,00NTRFNONREF//{reference}").bank_id is None


def test_the_movements_of_a_batch_share_a_reference_and_get_ids_of_their_own() -> None:
    body = "\n".join(":61:240131C1,00NTRFNONREF//B20240131" for _ in range(3))

    assert [line.bank_id for line in read_one(message(body)).transactions] == [
        "B20240131", "B20240131-2", "B20240131-3",
    ]  # fmt: skip


def test_german_subfields_are_put_together_where_a_bank_cut_them() -> None:
    line = entry(
        ":61:2401310131C65,00N051NONREF\n"
        ":86:166?00GUTSCHRIFT?109310?20EREF+2024-0815?21KREF+NONREF?22SVWZ\n+Rechnung 4711 vom 12. Januar?23 fuer Be"
        "ratung?30COBADEFFXXX?31DE0237\n0400440532013001?32Olivia Dorn?33 und Soehne?34992"
    )

    assert (line.description, line.counterparty) == (
        "Rechnung 4711 vom 12. Januar fuer Beratung",
        "Olivia Dorn und Soehne",
    )
    assert line.counterparty_account == "DE02370400440532013001"


def test_a_time_of_day_that_was_wrapped_is_no_field() -> None:
    line = entry(":61:240131C1,00NTRFNONREF\n:86:106?20Karte 4711 2024-01-31T13\n:12:11 Berlin?32Kiosk")

    assert line.description == "Karte 4711 2024-01-31T13:12:11 Berlin"


def test_dutch_codes() -> None:
    line = entry(
        ":61:2401310131D9,95N192NONREF\n"
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J\n"
        "anssen BV/REMI/Factuur 2024-001/EREF/NOTPROVIDED"
    )
    ing = entry(
        ":61:2401310131C1,00NTRFEREF//24031001234567\n/TRCD/00100/\n"
        ":86:/EREF/X1//CNTP/NL91ABNA0417164300/ABNANL2A/Jansen/Utrecht///REMI/USTD//Dank je wel/"
    )

    assert (line.counterparty, line.counterparty_account, line.description) == (
        "Janssen BV", "NL91ABNA0417164300", "Factuur 2024-001",
    )  # fmt: skip
    assert (ing.counterparty, ing.counterparty_account, ing.description, ing.bank_id) == (
        "Jansen", "NL91ABNA0417164300", "Dank je wel", "24031001234567",
    )  # fmt: skip


def test_rabobank_and_asn_put_the_other_side_into_the_entry() -> None:
    new = entry(":61:240131D25,00N102EREF\nNL70ABNA0987654321\n:86:/BENM//NAME/ACME/REMI/Order 7/ISDT/2024-01-31")
    old = entry(":61:240131D25,00N0440121470966      W.P. Jansen\n:86:Terugboeking")
    asn = entry(
        ":61:240131    D65,00NOVBNL47INGB0001234567\nhr paulissen\n:86:NL47INGB0001234567 hr paulissen\n\nSieraden"
    )

    assert (new.counterparty, new.counterparty_account) == ("ACME", "NL70ABNA0987654321")
    assert (old.counterparty, old.counterparty_account) == ("W.P. Jansen", "0121470966")
    assert (asn.counterparty, asn.counterparty_account) == ("hr paulissen", "NL47INGB0001234567")
    assert asn.description == "NL47INGB0001234567 hr paulissen Sieraden"


@pytest.mark.parametrize("mark", ["~", "^", "<"])
def test_polish_subfields(mark: str) -> None:
    fields = ["00Przelew", "20Faktura 12/2024", "27Jan Nowak", "28ul. Prosta 1", "38PL61109010140000071219812874"]
    line = entry(":61:240131C1,00NTRFNONREF\n:86:020" + "".join(mark + field for field in fields))

    assert (line.description, line.counterparty) == ("Faktura 12/2024", "Jan Nowak")
    assert line.counterparty_account == "PL61109010140000071219812874"


def test_free_text_with_the_keys_of_a_bank() -> None:
    line = entry(
        ":61:2401310131CN0,01NTRFNONREF//MB170119012058\n911-TRANSAKCJA\n:86:911 TRANSAKCJA; Z RACH.: \n"
        "56114010810000267002001001; OD: JAN NOWAK  \nUL. NIJAKA 1; TYT.: PRZELEW SRODKOW; \nTNR: 179171073864111.01"
    )

    assert (line.description, line.counterparty) == ("PRZELEW SRODKOW", "JAN NOWAK UL. NIJAKA 1")
    assert (line.counterparty_account, line.bank_id) == ("56114010810000267002001001", "MB170119012058")


def test_free_text_is_joined_as_it_was_cut() -> None:
    first = "BETALINGSKENMERK FACTUUR VAN DE MAAND JANUARI NUMMER 42188659"
    line = entry(f":61:240131C1,00NTRFNONREF\n:86:{first}\n5314606715\nINCL. BTW\n:86:20095731")

    assert line.description == f"{first}5314606715 INCL. BTW 20095731"


def test_russian_text_in_its_code_page_and_in_latin_letters() -> None:
    head = ":20:1\n:25:40702810500000012345\n:28C:1/1\n:60F:C240101RUR0,\n"
    plain = message(":61:240131C1,00NTRFNONREF\n:86:Оплата по договору № 7", "C240131RUR1,", head)
    latin = message(
        ":61:240131C1,00NTRFNONREF\n:86:'(VO10040)' OPLATA PO ScoTU n7 ZA USLUGI SVaZI, DOLJNIK ZAVOD eLEKTROAPPARATURY"
        "\n:61:240131D1,00NTRFNONREF\n:86:VOZVRAT OPLATY", "C240131RUR0,", head,
    )  # fmt: skip

    assert only_line(plain.encode("cp1251")).description == "Оплата по договору № 7"
    assert [line.description for line in read_one(latin).transactions] == [
        "(VO10040) ОПЛАТА ПО СЧЁТУ №7 ЗА УСЛУГИ СВЯЗИ, ДОЛЖНИК ЗАВОД ЭЛЕКТРОАППАРАТУРЫ", "ВОЗВРАТ ОПЛАТЫ",
    ]  # fmt: skip


def test_a_few_letters_of_a_dos_code_page_are_not_taken_for_korean() -> None:
    texts = ["Csoportos átutalás jóváírása", "UV, napi összevont utánvét", "Bankon belüli átutalás", "Díj, jutalék"]
    body = "\n".join(f":61:240131C1,00NTRFNONREF\n:86:{text}" for text in texts)
    content = message(body, "C240131EUR104,00").encode("cp852")

    assert [line.description for line in read_one(content).transactions] == texts


def test_english_text_of_a_rouble_account_is_not_turned_into_russian() -> None:
    head = ":20:1\n:25:40702810500000012345\n:28C:1/1\n:60F:C240101RUR0,\n"

    assert only_line(
        message(":61:240131C1,NTRFNONREF\n:86:PAYMENT FOR SERVICES", "C240131RUR1,", head)
    ).description == ("PAYMENT FOR SERVICES")


def test_the_amount_before_conversion() -> None:
    line = entry(":61:240131D4,50NTRFNONREF//20240131001\n/OCMT/USD4,9/\n:86:Card")
    same = entry(":61:240131D4,50NTRFNONREF//20240131001\n/OCMT/EUR4,00//CHGS/EUR0,50/\n:86:Card")

    assert (line.original_amount, line.original_currency) == (Decimal("-4.9"), "USD")
    assert same.original_amount is None


def test_a_missing_86_leaves_the_reference_as_text() -> None:
    assert entry(":61:240131D4,50NCHK16703074").description == "16703074"


@pytest.mark.parametrize(
    ("written", "account", "currency"),
    [
        ("DE89370400440532013000", "DE89370400440532013000", "EUR"),
        ("37040044/0532013000", "37040044/0532013000", "EUR"),
        ("37040044/0532013000EUR", "37040044/0532013000", "EUR"),
        ("/PL61109010140000071219812874", "PL61109010140000071219812874", "EUR"),
        ("COBADEFFXXX/0532013000", "0532013000", "EUR"),
        ("UBRTHUHB/123456789150/HUF", "123456789150", "EUR"),
        ("1291.99.348EUR", "1291.99.348", "EUR"),
        ("NL71RABO0123456789 EUR", "NL71RABO0123456789", "EUR"),
    ],
)
def test_the_own_account(written: str, account: str, currency: str) -> None:
    statement = read_one(message(":61:240131C1,NTRFNONREF").replace(":25:DE89370400440532013000", f":25:{written}"))

    assert (statement.account, statement.currency) == (account, currency)


def page(number: str, opening: str, body: str, closing: str, kinds: str = "FF") -> str:
    return (
        f":20:X\n:25:NL71RABO0123456789\n:28C:{number}\n:60{kinds[0]}:{opening}\n{body}\n:62{kinds[1]}:{closing}\n-\n"
    )


def test_pages_and_days_that_go_on_are_one_statement() -> None:
    content = (
        page("1/1", "C240101EUR0,", ":61:240101C1,NTRFNONREF", "C240101EUR1,", "FM")
        + page("1/2", "C240101EUR1,", ":61:240101C2,NTRFNONREF", "C240101EUR3,", "MF")
        + page("2/1", "C240101EUR3,", ":61:240102D4,NTRFNONREF", "D240102EUR1,")
    )
    parsed = read(content)
    (statement,) = parsed.statements

    assert amounts(content) == ["1", "2", "-4"]
    assert (statement.opening_balance, statement.closing_balance) == (Decimal(0), Decimal(-1))
    assert parsed.warnings == ()


def test_a_gap_and_a_repeated_message_begin_another_statement() -> None:
    day = page("1/1", "C240101EUR0,", ":61:240101C1,NTRFNONREF\n:61:240101D1,NTRFNONREF", "C240101EUR0,")
    later = page("9/1", "C240109EUR5,", ":61:240110C1,NTRFNONREF", "C240110EUR6,")

    assert [len(statement.transactions) for statement in read(day + day + later).statements] == [2, 2, 1]


def test_two_accounts_and_two_currencies_alternate() -> None:
    one = page("1/1", "C240101EUR0,", ":61:240101C1,NTRFNONREF", "C240101EUR1,")
    other = one.replace("NL71RABO0123456789", "NL91ABNA0417164300").replace("EUR", "USD")
    next_day = page("2/1", "C240101EUR1,", ":61:240102C2,NTRFNONREF", "C240102EUR3,")
    parsed = read(one + other + next_day)

    assert [(s.account, s.currency, len(s.transactions)) for s in parsed.statements] == [
        ("NL71RABO0123456789", "EUR", 2), ("NL91ABNA0417164300", "USD", 1),
    ]  # fmt: skip


def test_blocks_and_several_messages_in_a_line() -> None:
    body = "\n".join(
        line for line in page("1/1", "C240101EUR0,", ":61:240101C1,NTRFNONREF", "C240101EUR1,").split("\n")[:-2]
    )
    block = (
        "{1:F01BANKNL2AXXXX0000000000}{2:O9401200240101BANKNL2AXXXX00000000002401011200N}{3:}{4:\n" + body + "\n-}{5:}"
    )

    assert amounts(block + block.replace("EUR1,", "EUR2,").replace("EUR0,", "EUR1,").replace("1/1", "2/1")) == [
        "1",
        "1",
    ]
    assert refused(block[: block.index("-}")]) == ("TRUNCATED", 1)


_INTERIM = (
    ":20:ST\n:25:PL29114010810000267002001002\n:28C:1/1\n:34F:PLN0,\n:13D:2401311815+0100\n"
    ":61:2401310131CN0,01NTRFNONREF//MB170119012058\n:86:A\n:61:240131ED1,00NTRFNONREF\n:86:B\n:90D:1PLN1,00\n:90C:1PLN0,01\n-\n"
)


def test_an_interim_report_holds_pending_movements() -> None:
    parsed = read(_INTERIM)
    (statement,) = parsed.statements

    assert (parsed.format, statement.currency, statement.closing_balance) == (StatementFormat.MT942, "PLN", None)
    assert [(str(line.amount), line.status) for line in statement.transactions] == [
        ("0.01", BookingStatus.PENDING), ("-1.00", BookingStatus.PENDING),
    ]  # fmt: skip
    assert parsed.warnings == ()
    assert codes(_INTERIM.replace("90C:1PLN0,01", "90C:2PLN0,01")) == ["TOTALS_MISMATCH"]


def test_an_expected_entry_of_a_statement_is_pending_and_in_no_balance() -> None:
    content = message(":61:240131ED5,00NTRFNONREF")

    assert only_line(content).status is BookingStatus.PENDING
    assert codes(content) == []


def test_a_balance_that_does_not_add_up_is_reported() -> None:
    assert codes(message(":61:240131C1,00NTRFNONREF")) == ["BALANCE_MISMATCH"]


def test_numbered_lines_of_banks_outside_swift() -> None:
    line = entry(":61:240131C1,00S051NONREF\n:NS:01Rechnung\n0247 11\n15Meyer\n16und Soehne\n17Gutschrift")

    assert (line.description, line.counterparty) == ("Rechnung 47 11", "Meyer und Soehne")


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        (message(":61:240230C1,00NTRFNONREF\n:61:240431C1,00NTRFNONREF"), "BAD_DATE", 6),
        (message(":61:240131C1,00NTRF\n:61:2401310231C1,00NTRF"), "BAD_DATE", 6),
        (message(":61:240131C1,00NTRF\n:61:240131X1,00NTRF"), "BAD_AMOUNT", 6),
        (message(":61:240131C1,00NTRF\n:61:240131C,NTRF"), "BAD_AMOUNT", 6),
        (message(":61:240131C1,005NTRF"), "BAD_AMOUNT", 5),
        (message("", "C240131QQQ1,"), "BAD_CURRENCY", 6),
        (message("", "C240231EUR1,"), "BAD_DATE", 6),
        (message("", "X240131EUR1,"), "BAD_BALANCE", 6),
        (_HEAD + ":61:240131C1,00NTRF\n", "TRUNCATED", 1),
        (_HEAD + ":61:240131C1,00NTRF\n:20:NEXT\n:25:1\n", "TRUNCATED", 1),
        (message(":61:240131C1,00NTRF\n:86:" + ("x" * 900 + "\n") * 100), "FIELD_TOO_LONG", 6),
        (message(":61:240131C1,00NTRF\n:86:a\x00b"), "NOT_TEXT", 6),
    ],
)
def test_a_file_is_refused_with_its_line(content: str, reason: str, line: int) -> None:
    assert refused(content) == (reason, line)


def test_a_message_that_ends_without_a_closing_balance_is_read_with_a_warning() -> None:
    assert codes(_HEAD + ":61:240131C1,00NTRFNONREF\n:65F:Dnullnull7414,3\n") == ["NO_CLOSING_BALANCE"]
    assert codes(_HEAD + ":61:240131C1,00NTRFNONREF\n-\n") == ["NO_CLOSING_BALANCE"]


_PLAIN = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789 .,-/()", min_size=1, max_size=150).map(
    lambda text: " ".join(text.split())
)


@given(
    rows=st.lists(
        st.tuples(
            st.dates(date(1981, 1, 1), date(2078, 12, 31)), st.integers(-150, 150),
            st.decimals("-99999999999.99", "99999999999.99", places=2), _PLAIN,
        ),
        max_size=10,
    ),
    width=st.integers(20, 90),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read(rows: list[tuple[date, int, Decimal, str]], width: int) -> None:
    parts, expected, balance = [], [], Decimal(0)
    for value_date, shift, amount, text in rows:
        booked_on = date.fromordinal(value_date.toordinal() + shift)
        balance += amount
        subfields = "".join(f"?{20 + place // 27}{text[place : place + 27]}" for place in range(0, len(text), 27))
        wrapped = f"166?00X{subfields}?32Somebody"
        lines = "\r\n".join(wrapped[at : at + width] for at in range(0, len(wrapped), width))
        mark = "D" if amount < 0 else "C"
        parts.append(
            f":61:{value_date:%y%m%d}{booked_on:%m%d}{mark}{abs(amount)}NTRFNONREF\r\n:86:{lines}".replace(".", ",", 1)
        )
        expected.append((booked_on, value_date, amount, text or "X"))
    sign = "D" if balance < 0 else "C"
    content = "\r\n".join(
        [":20:A", ":25:123456", ":28C:1", ":60F:C240101EUR0,", *parts, f":62F:{sign}240131EUR{abs(balance)}", "-", ""]
    )
    parsed = read(content)
    (statement,) = parsed.statements

    found = [(line.booked_on, line.value_date, line.amount, line.description) for line in statement.transactions]
    assert found == expected
    assert parsed.warnings == ()

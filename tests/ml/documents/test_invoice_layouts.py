"""Invoices as programs lay them out: labels beside and above their values, columns, sender lines, tables."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from core.ports.document_reader import DocumentKind
from ml.documents.columns import Columns
from ml.documents.extract_address import extract_address
from ml.documents.extract_date import extract_date
from ml.documents.extract_fields import extract_fields
from ml.documents.extract_merchant import extract_merchant
from ml.documents.extract_number import extract_number
from ml.documents.extract_tax_amounts import extract_tax_amounts
from ml.documents.extract_total import extract_total
from ml.documents.item_table import table_items
from ml.documents.sender_line import find_sender_line
from ml.documents.text_line import Box, TextLine, joined, lines_of

WIDTH = 0.01
"""Of a letter, as a share of the page."""


def page(*rows: Sequence[tuple[float, str]]) -> list[TextLine]:
    """Rows of cells: where each begins, as a share of the page's width, and its text."""
    return [
        joined(
            [(text, Box(left, 0.02 * at, len(text) * WIDTH, 0.015)) for left, text in cells],
            ["\t"] * (len(cells) - 1),
            1.0,
            0,
        )
        for at, cells in enumerate(rows)
    ]


def test_what_stands_below_a_word_stands_in_its_column() -> None:
    columns = Columns(
        page([(0.1, "Verkäufer"), (0.5, "Käufer")], [(0.5, "Kunde AG")], [(0.1, "Huber"), (0.5, "Berlin")])
    )
    assert [cell.text for cell in columns.below(0, 0, 3)] == ["Huber"]
    assert [cell.text for cell in columns.below(0, 1, 3)] == ["Kunde AG", "Berlin"]
    assert columns.right_of(0, 0) == columns.rows[0][1]
    assert columns.right_of(1, 0) is None


def test_a_colon_that_stands_with_the_value_parts_no_cells() -> None:
    assert [cell.text for cell in Columns(page([(0.1, "Nummer"), (0.3, ": 12"), (0.6, "x")])).rows[0]] == [
        "Nummer : 12",
        "x",
    ]


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Huber GmbH • Industriestr. 25 • 91710 Gunzenhausen", "Huber GmbH", "Industriestr. 25, 91710 Gunzenhausen"),
        ("Huber AG - Uferweg 40-42 - D-63571 Gelnhausen", "Huber AG", "Uferweg 40-42, D-63571 Gelnhausen"),
        ("Anna Huber, Bergweg 1a, 12345 Berlin", "Anna Huber", "Bergweg 1a, 12345 Berlin"),
        (
            "Au four SARL - 12 rue de l'olive - 84340 Malaucène - France",
            "Au four SARL",
            "12 rue de l'olive, 84340 Malaucène",
        ),
        ("Jane Doe · 5 High Street · London SW1A 1AA", "Jane Doe", "5 High Street, London SW1A 1AA"),
    ],
)
def test_the_line_over_the_window_of_an_envelope(text: str, name: str, address: str) -> None:
    lines = lines_of(f"{text}\nKunde GmbH\nKundenweg 1\n12345 Kundstadt")
    sender = find_sender_line(lines)
    assert sender is not None
    assert (sender.name, sender.address) == (name, address)
    merchant, found = extract_merchant(lines), extract_address(lines)
    assert merchant is not None
    assert found is not None
    assert (merchant.value, found.value) == (name, address)


def test_a_line_for_the_customer_is_no_senders() -> None:
    lines = lines_of("Huber Werk\nRechnungsempfänger\nKunde GmbH, Kundenweg 1, 12345 Kundstadt")
    assert find_sender_line(lines) is None
    assert find_sender_line([lines[0], lines[2]]) is not None


@pytest.mark.parametrize(
    "text",
    ["No 12, Jalan 5, 47500 Subang Jaya", "Tel: 1, Bergweg 1, 12345 Berlin", "12, Jalan SS 2, 47300 PETALING JAYA"],
)
def test_an_address_alone_names_nobody(text: str) -> None:
    assert find_sender_line(lines_of(text)) is None


@pytest.mark.parametrize(
    "rows",
    [
        [[(0.1, "Verkäufer")], [(0.1, "Nummer:"), (0.4, "549910")], [(0.1, "Name:"), (0.4, "Huber Werk")]],
        [[(0.1, "Verkäufer:")], [(0.1, "Nummer"), (0.3, ": 549910")], [(0.1, "Huber Werk")], [(0.1, "Kundenweg 1")]],
        [[(0.1, "Lieferant"), (0.5, "Käufer")], [(0.1, "GLN 4333741000005"), (0.5, "Kunde")], [(0.1, "Huber Werk")]],
        [[(0.1, "Rechnungsersteller")], [(0.1, "Huber Werk"), (0.6, "RECHNUNG")]],
        [[(0.1, "Käufer"), (0.5, "Verkäufer")], [(0.1, "Name: Kunde"), (0.5, "Name: Huber Werk")]],
        [[(0.1, "Sold By : Huber Werk")], [(0.1, "Order Kunde GmbH")]],
    ],
)
def test_the_issuer_is_named_under_a_label(rows: Sequence[Sequence[tuple[float, str]]]) -> None:
    found = extract_merchant(page([(0.1, "Kunde GmbH")], *rows))
    assert found is not None
    assert found.value == "Huber Werk"


def test_the_name_of_the_site_tells_the_issuer() -> None:
    found = extract_merchant(lines_of("Global Wholesaler\nAzure Interior\n4557 De Silva St\nmail@azure-interior.com"))
    assert found is not None
    assert found.value == "Azure Interior"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Handelsrechnung (380) Nr. 471102 vom 05.03.2018", "471102"),
        ("Rechnung des Versicherers Nr. 01.234.567.8-2018-1 vom", "01.234.567.8-2018-1"),
        ("Gutschrift (Selbst ausgestellte Rechnung) Nr. 47", "47"),
        ("Facture n° 2022089083", "2022089083"),
        ("Facture FA-2017-0010", "FA-2017-0010"),
        ("Invoice INV/2023/03/0008", "INV/2023/03/0008"),
        ("Ordernummer: 12572103\nFactuurnummer: 993548900", "993548900"),
        ("Beleg-Nr\t: R8765", "R8765"),
    ],
)
def test_numbers_behind_the_titles_of_programs(text: str, number: str) -> None:
    found = extract_number(lines_of(text) if "\t" not in text else [TextLine(text)], DocumentKind.INVOICE)
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "ZUGFeRD-Version: 2.1 vom 24.03.2020\nHandelsrechnung Nr. 4 vom 05.06.2018\nLieferdatum 03.06.2018",
            "2018-06-05",
        ),
        ("Invoice Date:\tDue Date:\n03/20/2023\t04/04/2023", "2023-03-20"),
        ("Order Date: 15-10-2015\nInvoice Date: 20-10-2015", "2015-10-20"),
        ("Beitrag DE 12345 $4\n11.03.2018 EUR", "2018-03-11"),
        ("Pos 1 (17.01.2016 - 16.02.2016)\nRechnungsdatum: 19.01.2016", "2016-01-19"),
    ],
)
def test_the_day_of_the_paper_among_others(text: str, day: str) -> None:
    found = extract_date([TextLine(line) for line in text.splitlines()])
    assert found is not None
    assert found.value == day


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Rechnungssumme ohne USt. 177,49\nBruttosumme 197,65\nErhaltene Zahlung -50,00\nZahlbetrag 147,65", "147.65"),
        ("Total TTC 671,15 €\nVirement 201,00 €\nSolde à payer 470,15 €", "470.15"),
        ("Net total: 496.00 €\nVAT total: 75.04 €\nDue payable: 571.04 €", "571.04"),
        ("Rechnungssumme ohne USt. -7,67\nSteuerbetrag -1,12\nBruttosumme -8,79\nZahlbetrag -8,79", "-8.79"),
        ("Gesamtbetrag der Zuschläge 5,80\nSteuerbetrag 37,62\nBruttosumme 235,62", "235.62"),
        ("Gesamtbeitrag 50,00\nVersicherungsteuer 19 % 9,50\nRechnungsbeitrag 59,50", "59.50"),
        ("Bedrag inclusief BTW € 189,00\nTe betalen € 0,00", "189.00"),
    ],
)
def test_what_is_to_be_paid(text: str, total: str) -> None:
    found = extract_total(lines_of(text), "de")
    assert found is not None
    assert found.field.value == total


@pytest.mark.parametrize(
    ("text", "taxes"),
    [
        (
            "Umsatzsteuer (S)\t275,00\t7\t19,25\nUmsatzsteuer (S)\t198,00\t19\t37,62\nSteuerbetrag\t56,87",
            {"7": "19.25", "19": "37.62"},
        ),
        ("VAT\tNet amount\tVAT amount\n7%\t160.00 €\t11.20 €\n19%\t336.00 €\t63.84 €", {"7": "11.20", "19": "63.84"}),
        ("Amboss 250 kg\t19 %\t100,00\t19,00\nUSt. 19 %\t100,00\t19,00", {"19": "19.00"}),
        ("Hammer\t19 % VAT (S)\t198,00\nVAT (E)\t198,00\t0\t0,00", {"0": "0.00"}),
    ],
)
def test_taxes_that_their_rows_prove(text: str, taxes: dict[str, str]) -> None:
    found = extract_tax_amounts([TextLine(line) for line in text.splitlines()], Decimal("529.87"), "de")
    assert {tax.rate: tax.amount for tax in found} == taxes


TABLE = page(
    [(0.1, "Mo.-Fr. 08.30 - 12.30 Uhr")],
    [(0.1, "Pos"), (0.2, "Bezeichnung"), (0.5, "Menge"), (0.6, "Preis"), (0.85, "Betrag")],
    [(0.1, "1"), (0.2, "Amboss"), (0.5, "400,00"), (0.6, "0,79 €"), (0.82, "316,00 €")],
    [(0.2, "aus Eisen")],
    [(0.1, "2"), (0.2, "Luft"), (0.5, "800,00"), (0.6, "0,025 €"), (0.83, "20,00 €")],
    [(0.2, "Listenpreis 4,00 Abschlag 0,67")],
    [(0.1, "Hammer"), (0.5, "3 Std"), (0.6, "43,20")],
    [(0.84, "129,60")],
    [(0.1, "Art"), (0.2, "Warenwert"), (0.5, "Basisbetrag"), (0.7, "USt. %"), (0.85, "Betrag")],
    [(0.1, "Umsatzsteuer"), (0.5, "465,60"), (0.7, "19"), (0.84, "88,46")],
    [(0.1, "Zahlbetrag"), (0.84, "554,06")],
)


def test_items_under_the_heading_of_a_table() -> None:
    assert [(item.description, item.quantity, item.amount) for item in table_items(TABLE)] == [
        ("Amboss", "400", "316.00"),
        ("Luft", "800", "20.00"),
        ("Hammer", None, "129.60"),
    ]
    whole = extract_fields(TABLE)
    assert [item.amount for item in whole.line_items] == ["316.00", "20.00", "129.60"]
    assert whole.fields["total"].value == "554.06"
    assert whole.fields["tax"].value == "88.46"
    assert not whole.warnings


def test_no_heading_no_table() -> None:
    assert table_items(lines_of("Amboss 3 20,00 60,00\nSumme 60,00")) == []


def test_items_end_above_a_net_total_too() -> None:
    found = extract_fields(lines_of("RECEIPT\nCoffee beans 12.50\nNETT TOTAL 12.50\nSurvey prize 99.00"))
    assert [item.amount for item in found.line_items] == ["12.50"]


def test_the_address_of_a_sender_who_is_not_the_issuer_is_not_taken() -> None:
    lines = lines_of("Post Service - Dorfstr. 9 - 54321 Dorf\nVerkäufer: Huber Werk\nBergweg 1\n12345 Berlin")
    for issuer, address in (("Huber Werk", "Bergweg 1, 12345 Berlin"), ("Post Service AG", "Dorfstr. 9, 54321 Dorf")):
        found = extract_address(lines, issuer)
        assert found is not None
        assert found.value == address

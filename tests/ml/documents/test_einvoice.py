import pytest
from facturx import generate_from_binary

from core.ports.document_reader import DocumentKind, ReadDocument, UnreadableDocumentError
from ml.documents.reader import load_reader
from tests.fixtures.documents.einvoices import CII, UBL, pdf_with
from tests.fixtures.documents.generate import invoice_pdf


def values(read: ReadDocument) -> dict[str, str]:
    return {name: field.value for name, field in read.fields.items()}


def test_ubl_is_read_exactly() -> None:
    read = load_reader().read(UBL.encode(), "invoice.xml")
    assert (read.kind, read.engine, read.pages, list(read.warnings)) == (DocumentKind.INVOICE, "e-invoice", 1, [])
    assert values(read) == {
        "merchant": "Huber GmbH",
        "date": "2024-03-10",
        "total": "119.00",
        "currency": "EUR",
        "tax_id": "DE136695976",
        "address": "Bergweg 12, 83022 Rosenheim",
        "number": "RE-77/2024",
        "tax": "19.00",
    }
    assert [(item.description, item.quantity, item.amount) for item in read.line_items] == [
        ("Beratung und Wartung", "2", "100.00")
    ]
    assert [(tax.rate, tax.amount) for tax in read.tax_amounts] == [("19", "19.00")]
    assert "RE-77/2024" in read.text
    assert all(field.confidence == 1 and field.box is None for field in read.fields.values())


def test_an_xrechnung_of_the_other_syntax_is_read_exactly() -> None:
    read = load_reader().read(CII.encode(), "xrechnung.xml")
    assert values(read) == {
        "merchant": "Lieferant GmbH",
        "date": "2024-03-05",
        "total": "235.62",
        "currency": "EUR",
        "tax_id": "DE123456788",
        "address": "Lieferantenstraße 20, 80333 München",
        "number": "471102",
        "tax": "37.62",
    }
    assert [(item.description, item.quantity, item.amount) for item in read.line_items] == [
        ("Trennblätter A4", "20", "198.00")
    ]


def test_the_xml_in_a_pdf_counts_and_not_what_is_drawn() -> None:
    pdf, truth = invoice_pdf(1)
    read = load_reader().read(pdf_with(pdf, CII), "zugferd.pdf")
    assert read.engine == "text-layer + e-invoice"
    assert values(read)["total"] == "235.62"
    assert truth.number in read.text


def test_an_attachment_that_is_no_invoice_is_passed_over() -> None:
    pdf, truth = invoice_pdf(2)
    read = load_reader().read(pdf_with(pdf, "<note>hello</note>", "note.xml"), "invoice.pdf")
    assert (read.engine, values(read)["number"]) == ("text-layer", truth.number)


def test_sums_that_disagree_are_a_warning() -> None:
    wrong = UBL.replace("<cbc:TaxInclusiveAmount>119.00", "<cbc:TaxInclusiveAmount>120.00")
    assert list(load_reader().read(wrong.encode(), "a.xml").warnings) == [
        "Net 100.00 and tax 19.00 do not make 120.00."
    ]


def test_a_credit_note_is_named() -> None:
    credit = UBL.replace(">380<", ">381<")
    assert list(load_reader().read(credit.encode(), "a.xml").warnings) == ["This is a credit note."]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ('<?xml version="1.0"?><note>hello</note>', "no e-invoice"),
        (UBL[:600], "no e-invoice"),
        ('<?xml version="1.0"?>' + " " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_other_xml_is_refused(content: str, says: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=says):
        load_reader().read(content.encode(), "a.xml")


def test_what_the_library_of_the_standard_writes_is_read() -> None:
    page, _ = invoice_pdf(1)
    told = dict.fromkeys(("author", "keywords", "title", "subject"), "An invoice")
    written = generate_from_binary(
        page, CII.encode(), flavor="factur-x", level="en16931", check_xsd=False, pdf_metadata=told
    )
    assert b"#2F" in written, "the type of the attachment, as the standard writes it"
    read = load_reader().read(written, "invoice.pdf")
    assert read.engine == "text-layer + e-invoice"
    assert values(read) == values(load_reader().read(CII.encode(), "invoice.xml"))

"""Reads e-invoices exactly from their XML: UBL, and CII as in XRechnung, Factur-X and ZUGFeRD. Nothing is guessed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from core.ports.document_reader import DocumentKind, FieldValue, LineItem, TaxAmount, UnreadableDocumentError
from ml.documents.detect_language import detect_language
from ml.documents.einvoice_shapes import CII, UBL, UBL_CREDIT, Shape
from ml.documents.extract_fields import Extracted
from ml.documents.parse_amount import plain_decimal

NAME: Final = "e-invoice"
MAX_BYTES: Final = 5 * 1024 * 1024
_SHAPES: Final[dict[str, Shape]] = {
    "Invoice": UBL,
    "CreditNote": UBL_CREDIT,
    "CrossIndustryInvoice": CII,
    "CrossIndustryDocument": CII,  # ZUGFeRD 1
}
_EXACT: Final = 1.0
_ROUNDING: Final = Decimal("0.02")
_MOST_LINES: Final = 5_000


def parse_einvoice(content: bytes) -> Element | None:
    """The root of an e-invoice, or None where this is other XML, or none.

    Raises UnreadableDocumentError for XML with entities or document types, and for more than 5 MB.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only workers read documents
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415 - as above

    if len(content) > MAX_BYTES:
        raise UnreadableDocumentError("The XML is larger than 5 MB.", field="file")
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise UnreadableDocumentError("The XML declares a document type or entities.", field="file") from None
    except (ParseError, LookupError, ValueError):
        return None
    return root if _local(root) in _SHAPES else None


def read_einvoice(root: Element) -> Extracted:
    """Kind, fields, items and taxes of an e-invoice. A credit note's total stays as it is written, with a warning."""
    shape = _SHAPES[_local(root)]
    taxes = list(_taxes(root, shape))
    total = _amount(root, *shape.payable) or _amount(root, *shape.grand_total)
    values = {
        "merchant": _text(root, *shape.seller_name),
        "date": _day(_text(root, *shape.issued)),
        "total": plain_decimal(total) if total is not None else None,
        "currency": _text(root, *shape.currency),
        "tax_id": _tax_id(root, shape),
        "address": _address(root, shape),
        "number": _text(root, *shape.number),
        "tax": plain_decimal(sum((Decimal(tax.amount) for tax in taxes), Decimal(0))) if taxes else None,
    }
    fields = {name: FieldValue(value, _EXACT) for name, value in values.items() if value}
    items = [item for line in _all(root, shape.lines) if (item := _item(line, shape))]
    language = detect_language(" ".join(item.description for item in items))
    credit = shape is UBL_CREDIT or _text(root, *shape.type_code) == "381"
    warnings = [*(["This is a credit note."] if credit else []), *_disagreements(root, shape, items, taxes)]
    return Extracted(DocumentKind.INVOICE, language, fields, items, warnings, taxes)


def text_of_einvoice(extracted: Extracted) -> str:
    """What an e-invoice says, for people and for search: it has no page of its own."""
    lines = [f"{name}: {found.value}" for name, found in extracted.fields.items()]
    lines += ["\t".join(filter(None, (item.description, item.quantity, item.amount))) for item in extracted.line_items]
    return "\n".join(lines)


def _disagreements(root: Element, shape: Shape, items: list[LineItem], taxes: list[TaxAmount]) -> list[str]:
    grand, net = _amount(root, *shape.grand_total), _amount(root, *shape.net_total)
    of_lines, sum_stated = (
        sum((Decimal(item.amount or 0) for item in items), Decimal(0)),
        _amount(root, *shape.line_total),
    )
    tax = sum((Decimal(one.amount) for one in taxes), Decimal(0))
    found = []
    if sum_stated is not None and items and abs(of_lines - sum_stated) > _ROUNDING:
        found.append(f"The lines sum to {of_lines}, the invoice says {sum_stated}.")
    if grand is not None and net is not None and abs(net + tax - grand) > _ROUNDING:
        found.append(f"Net {net} and tax {tax} do not make {grand}.")
    return found


def _item(line: Element, shape: Shape) -> LineItem | None:
    name = _text(line, *shape.item_name)
    amount = _amount(line, *shape.item_amount)
    quantity = _amount(line, *shape.item_quantity)
    if not name:
        return None
    return LineItem(
        " ".join(name.split()),
        format(quantity.normalize(), "f") if quantity is not None else None,
        plain_decimal(amount) if amount is not None else None,
    )


def _taxes(root: Element, shape: Shape) -> Iterator[TaxAmount]:
    for part in _all(root, shape.taxes):
        amount, rate = _amount(part, *shape.tax_amount), _amount(part, *shape.tax_rate)
        if amount is not None:
            yield TaxAmount(format(rate.normalize(), "f") if rate is not None else None, plain_decimal(amount), _EXACT)


def _tax_id(root: Element, shape: Shape) -> str | None:
    """The VAT number rather than a local tax number."""
    found = [(one.text or "").strip() for one in _all(root, shape.tax_ids)]
    numbers = sorted((one for one in found if one), key=lambda one: not one[:2].isalpha())
    return numbers[0].replace(" ", "") if numbers else None


def _address(root: Element, shape: Shape) -> str | None:
    where = next(iter(_all(root, shape.seller_address)), None)
    if where is None:
        return None
    street = [_text(where, name) for name in shape.street]
    town = " ".join(filter(None, (_text(where, shape.postcode), _text(where, shape.town))))
    return ", ".join(filter(None, [*street, town])) or None


def _all(root: Element, path: str) -> list[Element]:
    """The elements of the first of several paths, parted by `|`, that has any. Namespaces do not count."""
    for one in path.split("|"):
        found = root.findall("/".join(f"{{*}}{step}" if step else "" for step in one.split("/")))
        if found:
            return found[:_MOST_LINES]
    return []


def _text(root: Element, *paths: str) -> str | None:
    for path in paths:
        found = _all(root, path)
        if found and found[0].text and found[0].text.strip():
            return " ".join(found[0].text.split())
    return None


def _amount(root: Element, *paths: str) -> Decimal | None:
    text = _text(root, *paths)
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < Decimal(10) ** 12 else None


def _day(text: str | None) -> str | None:
    if not text:
        return None
    try:
        # CII writes 20240310, UBL 2024-03-10, perhaps with a zone behind; both are ISO.
        return date.fromisoformat(text if text.isdigit() else text[:10]).isoformat()
    except ValueError:
        return None


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]

"""Finds QR codes that say what a document costs: fiscal ones of Russian receipts, EPC and Swiss payment codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import parse_qsl

from core.ports.document_reader import FieldValue, PageBox
from ml.documents.parse_amount import plain_decimal
from ml.documents.prepare_page import GreyImage

NAME: Final = "qr-code"
_EXACT: Final = 0.99
_LIKELY: Final = 0.9
_FISCAL_KEYS: Final = frozenset({"t", "s", "fn", "i", "fp"})
_FISCAL_TIMES: Final = ("%Y%m%dT%H%M", "%Y%m%dT%H%M%S")
_REFUNDS: Final = frozenset({"2", "4"})
_EPC_AMOUNT: Final = re.compile(r"EUR(\d{1,9}(?:\.\d{1,2})?)")
_EPC_NAME, _EPC_SUM = 5, 7
_SWISS_NAME, _SWISS_SUM, _SWISS_CURRENCY, _SWISS_BILL = 5, 18, 19, 31
_SWISS_ADDRESS: Final = slice(6, 10)
_LONGEST: Final = 3_000
_MOST_CODES: Final = 20


@dataclass(frozen=True, slots=True)
class Code:
    """What one code says: exact values of fields, and what is odd about it."""

    fields: dict[str, FieldValue]
    warnings: Sequence[str] = field(default_factory=tuple)


def find_codes(image: GreyImage, page: int) -> list[Code]:
    """The codes of a page that say something about money, in no order. Any other code is passed over."""
    import zxingcpp  # noqa: PLC0415 - only workers read documents

    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    height, width = image.shape
    codes = []
    for one in found[:_MOST_CODES]:
        corners = [getattr(one.position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
        left, right = min(corner.x for corner in corners) / width, max(corner.x for corner in corners) / width
        top, bottom = min(corner.y for corner in corners) / height, max(corner.y for corner in corners) / height
        box = PageBox(page + 1, *(round(max(0.0, side), 4) for side in (left, top, right - left, bottom - top)))
        code = read_code(one.text[:_LONGEST], box)
        codes += [code] if code else []
    return codes


def read_code(text: str, box: PageBox | None = None) -> Code | None:
    """What the text of a code says, or None where it is none of the three kinds or is malformed."""
    lines = text.splitlines()
    if lines[:1] == ["BCD"]:
        return _epc(lines, box)
    if lines[:1] == ["SPC"]:
        return _swiss(lines, box)
    return _fiscal(dict(parse_qsl(text)), box)


def _fiscal(said: dict[str, str], box: PageBox | None) -> Code | None:
    """`t=20240310T1312&s=444.00&fn=9289000100000000&i=12345&fp=1234567890&n=1`."""
    total, at = _amount(said.get("s", "")), _moment(said.get("t", ""))
    if not said.keys() >= _FISCAL_KEYS or total is None or at is None:
        return None
    fields = {
        "total": FieldValue(plain_decimal(total), _EXACT, box),
        "date": FieldValue(at.isoformat(), _EXACT, box),
        "currency": FieldValue("RUB", _EXACT, box),
    }
    return Code(fields, ("The receipt is a refund.",) if said.get("n") in _REFUNDS else ())


def _epc(lines: Sequence[str], box: PageBox | None) -> Code | None:
    match = _EPC_AMOUNT.fullmatch(lines[_EPC_SUM].strip()) if len(lines) > _EPC_SUM else None
    if match is None:
        return None
    fields = {
        "total": FieldValue(plain_decimal(Decimal(match[1])), _EXACT, box),
        "currency": FieldValue("EUR", _EXACT, box),
    }
    name = lines[_EPC_NAME].strip()
    return Code(fields | ({"merchant": FieldValue(name, _LIKELY, box)} if name else {}))


def _swiss(lines: Sequence[str], box: PageBox | None) -> Code | None:
    if len(lines) <= _SWISS_CURRENCY:
        return None
    said = [line.strip() for line in lines]
    fields = {"currency": FieldValue(said[_SWISS_CURRENCY], _EXACT, box)}
    total = _amount(said[_SWISS_SUM])
    if total is not None:
        fields["total"] = FieldValue(plain_decimal(total), _EXACT, box)
    if said[_SWISS_NAME]:
        fields["merchant"] = FieldValue(said[_SWISS_NAME], _LIKELY, box)
    street, house, postcode, town = said[_SWISS_ADDRESS]
    address = ", ".join(part for part in (f"{street} {house}".strip(), f"{postcode} {town}".strip()) if part)
    if address:
        fields["address"] = FieldValue(address, _LIKELY, box)
    if len(said) > _SWISS_BILL:
        fields |= _swiss_bill(said[_SWISS_BILL], box)
    return Code(fields)


def _swiss_bill(text: str, box: PageBox | None) -> dict[str, FieldValue]:
    r"""Billing information of the syntax S1: `//S1/10/10201409/11/190512/30/106017086`."""
    if not text.startswith("//S1"):
        return {}
    parts = [part.replace("\0", "/") for part in text.replace("\\/", "\0").split("/")[3:]]
    said = dict(zip(parts[::2], parts[1::2], strict=False))
    fields = {}
    if said.get("10"):
        fields["number"] = FieldValue(said["10"], _EXACT, box)
    if (day := _day(said.get("11", ""))) is not None:
        fields["date"] = FieldValue(day.isoformat(), _EXACT, box)
    if re.fullmatch(r"\d{9}", said.get("30", "")):
        fields["tax_id"] = FieldValue(f"CHE{said['30']}", _EXACT, box)
    return fields


def _amount(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < Decimal(10) ** 12 else None


def _moment(text: str) -> date | None:
    for shape in _FISCAL_TIMES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - the shop's own day
        except ValueError:
            continue
    return None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%y%m%d").date()  # noqa: DTZ007 - the issuer's own day
    except ValueError:
        return None

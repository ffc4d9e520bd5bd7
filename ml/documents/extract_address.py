"""The issuer's address: the run of lines under the name that hold streets, houses and postcodes."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import FieldValue
from ml.documents.columns import Columns
from ml.documents.extract_merchant import LEGAL_FORM, without_form_mark
from ml.documents.parse_date import dates_in
from ml.documents.sender_line import find_sender_line
from ml.documents.text_line import TextLine, place_of

_STREET: Final = re.compile(
    r"\b(?:jalan|jln|lot|taman|tmn|floor|flr|street|st|road|rd|avenue|ave|blvd|suite|lane|seksyen|section|kampung|persiaran|lorong|"
    r"kawasan|perindustrian|bandar|plaza|mall|kuala\s+lumpur|selangor|johor|penang|block|unit|batu|wisma|"
    r"ул|улица|дом|г|город|обл|область|пр-т|просп|проспект|пер|переулок|шоссе|наб|бульвар|офис|помещ|кв|корп|"
    r"platz|weg|allee|gasse)\b\.?|\w{3,}(?:weg|allee|platz|gasse|ring|damm|ufer)\s+\d|\bд\.\s?\d|straße|strasse|\w+str\.\s?\d",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<!\d)\d{5,6}(?!\d)\s*,?\s*[A-Za-zА-Яа-яЁёÄÖÜäöü]|\b[A-Z]{2}\s+\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|,\s*\d{6}\b"
)
_STOP: Final = re.compile(
    r"\btel\b|\bphone\b|\bfax\b|e-?mail|www|gst|\bvat\b|\breg\b|invoice|receipt|\bdate\b|cashier|тел\b|инн\s*\d|кассир|чек|дата|"
    r"rechnung|datum|steuer|ust-id|hotline|@|\bGLN\b|\bGTIN\b|(?:nr|nummer|referenz)\b\.?\s*:|://|[€$]|\d[.,]\d\d\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:адрес(?:\s+расч[её]тов)?|место\s+расч[её]тов|юр\.?\s*адрес|address|anschrift)\s*:?\s+", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"(?:адрес(?:\s+расч[её]тов)?|юр\.?\s*адрес|address|anschrift)\s*[:.]\s*(?P<rest>\S.+)", re.IGNORECASE
)
_OF_THE_ISSUER: Final = re.compile(
    r"(?:поставщик|исполнитель|продавец)\b.*?(?P<rest>(?<!\d)\d{6},\s*[^\t]+)", re.IGNORECASE
)
_COUNTRY: Final = re.compile(r"^[A-Z]{1,3}[-\s](?=\d{4,6}\s|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b)")
_STREET_AND_HOUSE: Final = re.compile(
    r"[^\W\d_]{3,}[.\s]\s?\d{1,4}\s?[a-z]?\b(?!\s*%)|(?<!\d)\d{1,4}[a-z]?,?\s[^\W\d_]{3,}", re.IGNORECASE
)
_PARTS: Final = 2
_HEADING_LINES: Final = 18
_LONGEST: Final = 6
_EDGE: Final = " .,:;|~_*=-–—'\"`"


def extract_address(lines: Sequence[TextLine], merchant: str | None = None) -> FieldValue | None:
    """The address on one line, its parts parted by commas, or None. `merchant` is the issuer's name, if it is known."""
    sender = find_sender_line(lines)
    if sender is not None and (merchant is None or _are_one(sender.name, merchant)):
        return FieldValue(sender.address, round(0.9 * (0.5 + 0.5 * sender.line.confidence), 2), sender.line.place())
    columns = Columns(lines)
    return _labelled(lines, columns) or _under_the_name(columns, merchant) or _from_heading(lines)


def _are_one(name: str, other: str) -> bool:
    """Whether one name is the other, or the other with its legal form."""
    one, two = ("".join(letter for letter in each.lower() if letter.isalnum()) for each in (name, other))
    return one in two or two in one


def _labelled(lines: Sequence[TextLine], columns: Columns) -> FieldValue | None:
    for index, line in enumerate(lines):
        match = _LABELLED.search(line.text) or _OF_THE_ISSUER.search(line.text)
        if match and (_STREET.search(match["rest"]) or _POSTCODE.search(match["rest"])):
            confidence = round(0.9 * (0.5 + 0.5 * line.confidence), 2)
            address = without_form_mark(match["rest"]).strip(_EDGE)
            cells = columns.rows[index]
            town = (
                columns.below(index, len(cells) - 1, 1) if not _POSTCODE.search(address) and "\t" in line.text else []
            )
            if town and _is_part(town[0].text) and _POSTCODE.search(town[0].text):
                address = f"{address}, {_COUNTRY.sub('', town[0].text.strip(_EDGE))}"
            return FieldValue(address, confidence, line.place(match.start("rest")))
    return None


def _under_the_name(columns: Columns, merchant: str | None) -> FieldValue | None:
    """The street and the town in the column under the issuer's name, where rows have several columns."""
    for row, cells in enumerate(columns.rows):
        for place, cell in enumerate(cells):
            if merchant is None or merchant.lower() not in cell.text.lower():
                continue
            parts = [one for one in columns.below(row, place, _LONGEST) if _is_part(one.text)][:_PARTS]
            parts = parts[:1] if parts and _POSTCODE.search(parts[0].text) else parts
            whole = " ".join(part.text for part in parts)
            if _POSTCODE.search(whole) and _STREET_AND_HOUSE.search(whole):
                address = ", ".join(_COUNTRY.sub("", part.text.strip(_EDGE)) for part in parts)
                confidence = 0.8 * min(part.confidence for part in parts)
                return FieldValue(address, round(confidence, 2), place_of(parts))
    return None


def _from_heading(lines: Sequence[TextLine]) -> FieldValue | None:
    heading = lines[:_HEADING_LINES]
    start = next((index for index, line in enumerate(heading) if _is_part(line.text)), None)
    if start is None:
        return None
    parts: list[TextLine] = []
    for line in heading[start : start + _LONGEST]:
        # A line without a street word may stand between two that have one; what follows the postcode ends it.
        # So does the street of somebody else.
        has_town = bool(parts) and bool(_POSTCODE.search(parts[-1].text))
        is_another = _STREET_AND_HOUSE.search(line.text) and not _POSTCODE.search(line.text)
        if _STOP.search(line.text) or (has_town and (is_another or not _is_part(line.text))):
            break
        parts.append(line)
    while parts and not _is_part(parts[-1].text):
        parts.pop()
    if not parts:
        return None
    address = ", ".join(_COUNTRY.sub("", _LABEL.sub("", _first_part(part.text)).strip(_EDGE)) for part in parts)
    confidence = 0.4 + 0.15 * min(sum(_is_part(part.text) for part in parts), 3)
    return FieldValue(address, round(confidence * min(part.confidence for part in parts), 2), place_of(parts))


def _first_part(text: str) -> str:
    """Of a row of several columns the first cell that is part of an address: the others belong to somebody else."""
    return next((cell for cell in text.split("\t") if _is_part(cell)), text)


def _is_part(text: str) -> bool:
    return (
        not _STOP.search(text)
        and not dates_in(text)
        and not LEGAL_FORM.search(text)
        and bool(_STREET.search(text) or _POSTCODE.search(text))
    )

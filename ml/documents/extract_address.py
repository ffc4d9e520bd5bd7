"""The issuer's address: the run of lines under the name that hold streets, houses and postcodes."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import FieldValue
from ml.documents.extract_merchant import LEGAL_FORM, without_form_mark
from ml.documents.parse_date import dates_in
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
    r"rechnung|datum|steuer|ust-id|hotline|@",
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
_HEADING_LINES: Final = 18
_LONGEST: Final = 6
_EDGE: Final = " .,:;|~_*=-–—'\"`"


def extract_address(lines: Sequence[TextLine]) -> FieldValue | None:
    """The address on one line, its parts parted by commas, or None."""
    for line in lines:
        match = _LABELLED.search(line.text) or _OF_THE_ISSUER.search(line.text)
        if match and (_STREET.search(match["rest"]) or _POSTCODE.search(match["rest"])):
            confidence = round(0.9 * (0.5 + 0.5 * line.confidence), 2)
            return FieldValue(
                without_form_mark(match["rest"]).strip(_EDGE), confidence, line.place(match.start("rest"))
            )
    heading = lines[:_HEADING_LINES]
    start = next((index for index, line in enumerate(heading) if _is_part(line.text)), None)
    if start is None:
        return None
    parts: list[TextLine] = []
    for line in heading[start : start + _LONGEST]:
        # A line without a street word may stand between two that have one; what follows the postcode ends it.
        if _STOP.search(line.text) or (parts and not _is_part(line.text) and _POSTCODE.search(parts[-1].text)):
            break
        parts.append(line)
    while parts and not _is_part(parts[-1].text):
        parts.pop()
    if not parts:
        return None
    address = ", ".join(_LABEL.sub("", part.text).strip(_EDGE) for part in parts)
    confidence = 0.4 + 0.15 * min(sum(_is_part(part.text) for part in parts), 3)
    return FieldValue(address, round(confidence * min(part.confidence for part in parts), 2), place_of(parts))


def _is_part(text: str) -> bool:
    return (
        not _STOP.search(text)
        and not dates_in(text)
        and not LEGAL_FORM.search(text)
        and bool(_STREET.search(text) or _POSTCODE.search(text))
    )

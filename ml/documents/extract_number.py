"""The document's own number: of an invoice, a receipt, an act."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import DocumentKind, FieldValue
from ml.documents.text_line import TextLine

_VALUE: Final = r"(?P<number>[A-ZА-ЯЁ0-9$][\w$]*(?:[-/.]\w+)*)"
_NO: Final = r"(?:№|N[o°º]?(?![\w°º])\.?|No\.?|Nos?\b\.?|Nr\b\.?|[МM](?=\s\d)|N[eе]\b|#|number\b|num\b|nummer\b|номер)"
_RUSSIAN_TITLE: Final = (
    r"(?:сч[её]т(?:[-–]фактура)?(?:\s+на\s+оплату)?|УПД|договор|накладная"
    r"|акт(?:\s+(?:выполненных|оказанных|при[её]ма|сдачи)[\w\s-]{0,40}?)?)"
)
_TITLE: Final = (
    r"(?:(?:tax\s+)?invoice|tax\s+inv\w*|inv|credit\s+note|[a-zäöü]*rechnungs?|(?:rechnungs)?korrektur|gutschrifts?"
    r"|storno|facture|avoir|factuur)"
)
_OF_A_KIND: Final = r"(?:\s*\([^)\t]{2,40}\)|\s+(?:des|der|für)\s+\w+)*"
"""Programs write a code or a remark behind it: `Handelsrechnung (380) Nr. 1`, `Rechnung des Versicherers Nr. 1`."""
_OTHER_TITLE: Final = r"(?:receipt|bill|slip|doc(?:ument)?|check|ticket|trans(?:action)?|beleg|bon|quittung)"
_SHAPES: Final[tuple[tuple[re.Pattern[str], float], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), confidence)
    for pattern, confidence in (
        (rf"(?<![^\W_]){_TITLE}{_OF_A_KIND}[\s.-]*{_NO}[\s:.#-]*{_VALUE}", 0.95),
        (rf"{_RUSSIAN_TITLE}\s*(?:об?\s[\w\s]+?)?{_NO}\s*{_VALUE}", 0.95),
        (rf"(?:кассовый\s+)?чек\s*{_NO}?\s*[:.]?\s*{_VALUE}", 0.8),
        (rf"{_OTHER_TITLE}[\s.-]*{_NO}[\s:.#=-]*{_VALUE}", 0.85),
        (rf"\bФД\s*(?:{_NO})?\s*[:.]?\s*{_VALUE}", 0.75),
        (rf"^(?:{_TITLE}){_OF_A_KIND}\s+(?P<number>(?=\S*\d[-/\d])[A-Z\d]\w*(?:[-/.]\w+)*)$", 0.8),
        (rf"order[\s.-]*{_NO}[\s:.#=-]*{_VALUE}", 0.7),
        (rf"(?<![^\W_])(?:{_TITLE}|receipt|belegnr|rcpt)\s*[:#.]+\s*{_VALUE}", 0.6),
    )
)
_RECEIPT_FIRST: Final = re.compile(r"reg|gst|tax\s+id|phone|tel|fax", re.IGNORECASE)


def extract_number(lines: Sequence[TextLine], kind: DocumentKind) -> FieldValue | None:
    """The number as printed, without the word before it. A number always holds a digit."""
    for shape, confidence in _SHAPES:
        for line in lines:
            match = shape.search(line.text)
            if not match or not any(character.isdigit() for character in match["number"]):
                continue
            if _RECEIPT_FIRST.search(line.text[: match.start()]):
                continue
            place = line.place(match.start("number"), match.end("number"))
            sure = confidence if kind is not DocumentKind.OTHER else confidence * 0.7
            return FieldValue(match["number"].rstrip(".-/"), round(sure * (0.5 + 0.5 * line.confidence), 2), place)
    return None

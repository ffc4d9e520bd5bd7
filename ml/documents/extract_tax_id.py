"""The issuer's tax number: Russian ИНН by its check digits, VAT numbers by their country's form, GST numbers."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import FieldValue
from ml.documents.check_vat_number import has_valid_vat_check
from ml.documents.text_line import TextLine

_INN: Final = re.compile(r"(?:ИНН|инн|Инн|WHH|MHH|ИHH|НИН)(?:\s*/\s*КПП)?\D{0,6}?(\d{12}|\d{10})(?!\d)")
_BARE_INN: Final = re.compile(r"(?<!\d)(\d{12}|\d{10})(?!\d)")
_VAT: Final = re.compile(
    r"(?<![A-Z0-9])(DE\s?\d{3}\s?\d{3}\s?\d{3}|ATU\s?\d{8}|GB\s?\d{3}\s?\d{4}\s?\d{2}|FR\s?[A-Z0-9]{2}\s?\d{9}|NL\s?\d{9}B\d{2}|"
    r"IT\s?\d{11}|ES\s?[A-Z0-9]\d{7}[A-Z0-9]|PL\s?\d{10}|BE\s?[01]\d{9}|EE\s?\d{9}|LT\s?\d{9}|LV\s?\d{11}|CZ\s?\d{8,10}|"
    r"IE\s?\d{7}[A-Z]{1,2}|CHE[-\s]?\d{3}\.?\d{3}\.?\d{3})(?![A-Z0-9])"
)
_VAT_WORDS: Final = re.compile(r"VAT|USt|MwSt|UID|Umsatzsteuer|TVA|IVA|BTW", re.IGNORECASE)
_GST: Final = re.compile(
    r"\b[G6C][S5][TY]\b[\s.]*(?:[Rr]eg\w*|REG\w*|ID|1D|10|[Nn]o|NO)?[\s.]*(?:[Nn]o[s.]?|NO[S.]?)?[\s.:#=+)-]*(\d{12})(?!\d)"
)
_EIN: Final = re.compile(r"\b(?:EIN|Tax\s*ID|TIN|Fed(?:eral)?\s*ID)\b[\s.:#No]*(\d{2}-\d{7})(?!\d)", re.IGNORECASE)
_STEUERNUMMER: Final = re.compile(
    r"St(?:euer)?[-.\s]?(?:Nr|nummer)\.?\s*:?\s*(\d{2,3}\s?/\s?\d{3,4}\s?/\s?\d{4,5})", re.IGNORECASE
)
_ABN: Final = re.compile(r"\bABN\b[\s.:]*((?:\d\s?){11})(?!\d)")
_TEN_DIGIT_WEIGHTS: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_BUYER: Final = re.compile(
    r"покупател|заказчик|плательщик|bill\s+to|customer|kunde|клиент|ИНН\s+(?:ОФД|оператора)|ОФД", re.IGNORECASE
)


def has_valid_inn_check(inn: str) -> bool:
    """Whether the check digits of a Russian ИНН of 10 (company) or 12 digits (person) are right."""
    digits = [int(character) for character in inn]
    if len(digits) == 10:  # noqa: PLR2004 - a company's
        return _check(digits[:9], _TEN_DIGIT_WEIGHTS) == digits[9]
    if len(digits) == 12:  # noqa: PLR2004 - a person's
        first = _check(digits[:10], (7, *_TEN_DIGIT_WEIGHTS))
        return first == digits[10] and _check(digits[:11], (3, 7, *_TEN_DIGIT_WEIGHTS)) == digits[11]
    return False


def _check(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10


def extract_tax_id(lines: Sequence[TextLine]) -> FieldValue | None:
    """The issuer's tax number. The first one counts: the buyer's stands below, and lines naming the buyer come last."""
    ordered = sorted(lines, key=lambda line: bool(_BUYER.search(line.text)))
    return _labelled_inn(ordered) or _vat_number(ordered) or _other_number(ordered)


def _labelled_inn(lines: Sequence[TextLine]) -> FieldValue | None:
    doubtful: FieldValue | None = None
    for line in lines:
        for match in _INN.finditer(line.text):
            if has_valid_inn_check(match[1]):
                return FieldValue(match[1], 0.98, line.place(match.start(1), match.end(1)))
            doubtful = doubtful or FieldValue(match[1], 0.3, line.place(match.start(1), match.end(1)))
        if "ИНН" in line.text:
            bare = [one for one in _BARE_INN.findall(line.text) if has_valid_inn_check(one)]
            if bare:
                return FieldValue(bare[0], 0.9, line.place())
    return doubtful


def _vat_number(lines: Sequence[TextLine]) -> FieldValue | None:
    for line in lines:
        match = _VAT.search(line.text)
        if match:
            labelled = bool(_VAT_WORDS.search(line.text))
            number, place = re.sub(r"[\s.]", "", match[1]), line.place(match.start(1), match.end(1))
            if not has_valid_vat_check(number):
                return FieldValue(number, 0.5 if labelled else 0.3, place)
            return FieldValue(number, 0.95 if labelled else 0.6, place)
    return None


def _other_number(lines: Sequence[TextLine]) -> FieldValue | None:
    for pattern, confidence in ((_GST, 0.9), (_EIN, 0.9), (_ABN, 0.85), (_STEUERNUMMER, 0.85)):
        for line in lines:
            match = pattern.search(line.text)
            if match:
                sure = round(confidence * (0.5 + 0.5 * line.confidence), 2)
                return FieldValue(re.sub(r"\s", "", match[1]), sure, line.place(match.start(1), match.end(1)))
    return None

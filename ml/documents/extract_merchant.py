"""Who issued a document: named by a word before it (`Поставщик:`), or the heading's line that looks like a name."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.ports.document_reader import FieldValue
from ml.documents.columns import Columns
from ml.documents.parse_amount import amounts_in
from ml.documents.parse_date import dates_in
from ml.documents.repair_name import repair_name
from ml.documents.sender_line import find_sender_line
from ml.documents.text_line import TextLine, cells_of, place_of

HEADING_LINES: Final = 14
_LABEL: Final = (
    r"поставщик|продавец|исполнитель|подрядчик|получатель|арендодатель|seller|sold\s+by|vendor|supplier|from|issued\s+by|issuer|"
    r"bill(?:ed)?\s+from|service\s+provider|merchant|rechnungs(?:er|aus)?steller|verkäufer(?:in)?|lieferant|leistungserbringer|vendeur|fournisseur"
)
_LABELLED: Final = re.compile(
    rf"^\(?(?:{_LABEL})\)?(?:\s*\([^)]*\))?(?:\s*(?::|\s[-–]\s)\s*(?P<name>.*))?$", re.IGNORECASE
)
_NAMES_IT: Final = re.compile(r"^(?:name|firma|company|наименование)\s*:\s*(?P<name>\S.*)?$", re.IGNORECASE)
_TELLS_OTHERS: Final = re.compile(r"^[^:]{2,25}:|\d{6}|^\(")
"""A number of the issuer, or a remark, between a label and the name."""
_FORTHCOMING: Final = 6
LEGAL_FORM: Final = re.compile(
    r"\bsdn\.?\s*bhd\b|\bbhd\b|\bs/b\b|\b(?:ltd|limited|llc|l\.l\.c|llp|inc|corp|corporation|plc|gmbh|ag|kg|ohg|ug|gbr|e\.\s?k|e\.\s?v|"
    r"s\.?a\.?r\.?l|b\.?v|oy|ab|as|pty|pte)\b\.?(?:\W|$)|(?:^|[\s«\"])(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|НКО|АНО|ФГУП|ГУП|МУП|OOO|СПАО|ТОО)(?=[\s«\"]|$)|"
    r"индивидуальный\s+предприниматель|общество\s+с\s+ограниченной",
    re.IGNORECASE,
)
_TRADE: Final = re.compile(
    r"\b(?:enterprise|trading|restaurant|restoran|hardware|stationer\w*|store|stores|shop|mart|market|supermarket|cafe|coffee|bakery|"
    r"pharmacy|hotel|syarikat|kedai|pasar\s*raya|pizza|books?|house|supply|supplies|services?|kitchen|bistro|company|co\.|group|"
    r"магазин|кафе|ресторан|аптека|супермаркет|столовая|пекарня|кофейня|рынок|apotheke|bäckerei|markt|gaststätte|handel)\b",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"\b(?:tax\s+invoice|invoice|receipt|cash\s+bill|bill\s+to|tel|phone|fax|e-?mail|www|http|gst|vat|reg\b|registration|roc|co\.?\s*reg|"
    r"cashier|date|table|time|welcome|thank|copy|duplicate|reprint|customer|address|page|order|doc\s+no|ship\s+to|due|attn|"
    r"кассовый|чек|добро\s+пожаловать|инн|кпп|тел|адрес|спасибо|приход|кассир|смена|сайт|место\s+расч|счет|счёт|акт|дата|"
    r"банк|бик|заказчик|покупатель|плательщик|rechnung|datum|kunde|quittung|steuer|ust|kassenbon|beleg|lieferschein)\b|@|№|\.com",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"\b(?:jalan|jln|lot|taman|tmn|floor|street|road|avenue|blvd|suite|lane|seksyen|kuala\s+lumpur|selangor|johor|bandar|persiaran|lorong|kampung|block|unit|"
    r"ул|улица|д|дом|г|обл|область|пр-т|просп\w*|пер|шоссе|наб|офис|помещ\w*|straße|strasse|platz|weg|allee)\b[.,\s]|str\.|\b\d{5,6}\b|"
    r"^(?:no|unit|lot)\b[.\s,:]*\d|^\d+[-,\s]|^\W?\d{4,}\s",
    re.IGNORECASE,
)
_REGISTRATION: Final = re.compile(
    r"\s*[({\[]\s*(?:co\.?\s*(?:reg\.?)?\s*no\.?[\s:]*|reg\.?\s*no\.?[\s:]*|roc[\s:]*)?[A-Z]{0,4}\d?[\dA-Z]*\d{3,}[\s-]*[\dA-Z]{0,3}\s*[)}\]]?.*$"
    r"|\s+(?:ИНН|INN|КПП|адрес|тел|р/с).*$|\s+\d{5,7}\s?-\s?[A-Z0-9]$|\s+[A-Z]\d{5,}$",
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(
    r"^(?:co\.?\s*)?(?:[cg(]\w+\)\s*)?s[do0]n\.?\s*bh[do]|^co\.\s|^(?:gmbh|ltd|llc|inc)\b|^\(m\)", re.IGNORECASE
)
"""A second line of a name: its legal form, perhaps behind a place in brackets."""
_COMPANY_NUMBER: Final = re.compile(
    r"[({\[]?\s*[A-Z]{0,2}\d{5,9}\s?[-~]?\s?[A-Z0-9]\s*[)}\]]|co\.?\s*(?:reg|no)|company\s*(?:reg|no)|\broc\b|\breg\.?\s*no|\bИНН\b",
    re.IGNORECASE,
)
_ABOVE_A_NAME: Final = re.compile(
    r"owned|operated|managed|licensee|bill\s+to|sold\s+to|customer|покупатель|заказчик", re.IGNORECASE
)
_BELOW_THE_HEADING: Final = re.compile(
    r"invoice|receipt|\bgst\b|\btel\b|\bdate\b|\bbill\b|чек\b|\bтел\b|инн\b|rechnung|datum", re.IGNORECASE
)
_FORM_MARK: Final = re.compile(r"\s*[({\[]\d{1,2}[а-яёa-z6]?[)}\]]\s*$", re.IGNORECASE)
_ENDS_IN_INITIAL: Final = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_DOMAIN: Final = re.compile(r"(?:www\.|https?://(?:www\.)?|@)([\w-]{4,40})\.[\w.]{2,}", re.IGNORECASE)
_LEAST_OF_DOMAIN: Final = 5
_THEIR_SITE: Final = 1.5
_EDGE: Final = " \t.,:;|~_*=-–—'\"`‘’“”<>/\\[]{}°»"


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    name: str
    confidence: float
    lines: Sequence[TextLine]


def extract_merchant(lines: Sequence[TextLine]) -> FieldValue | None:
    """The issuer's name as printed, without its registration number, or None where no line looks like a name."""
    cells = [cell for line in lines for cell in cells_of(line)]
    return _labelled(Columns(lines)) or _from_sender_line(lines) or _from_heading(cells, _domains(lines))


def _labelled(columns: Columns) -> FieldValue | None:
    for index, row in enumerate(columns.rows):
        for place, cell in enumerate(row):
            match = _LABELLED.match(cell.text.strip())
            if not match:
                continue
            source = _named(columns, index, place) if not _letters(match["name"] or "") else cell
            if source is None:
                continue
            text = match["name"] if source is cell else source.text
            name = clean_name(re.split(r",\s*(?:ИНН|КПП|\d{6}|адрес|тел)", text)[0])
            if _letters(name) >= 3:  # noqa: PLR2004
                return FieldValue(name, round(0.93 * (0.5 + 0.5 * source.confidence), 2), source.place())
    return None


def _named(columns: Columns, row: int, place: int) -> TextLine | None:
    """The name beside a label or below it, past the labels of other columns and past the issuer's numbers."""
    label = columns.rows[row][place]
    beside = columns.right_of(row, place)
    if label.text.rstrip().endswith(":") and beside is not None and not _is_label(beside.text):
        return beside
    for at, below in columns.places_below(row, place, _FORTHCOMING):
        cell = columns.rows[at][below]
        name = _NAMES_IT.match(cell.text)
        if name is not None:
            return replace(cell, text=name["name"]) if name["name"] else columns.right_of(at, below)
    cells = columns.below(row, place, _FORTHCOMING)
    return next((cell for cell in cells if not _TELLS_OTHERS.search(cell.text)), None)


def _is_label(text: str) -> bool:
    return text.rstrip().endswith(":") or bool(_LABELLED.match(text.strip()))


def _from_sender_line(lines: Sequence[TextLine]) -> FieldValue | None:
    sender = find_sender_line(lines)
    if sender is None or _ADDRESS.search(sender.name) or _ABOVE_A_NAME.search(sender.name):
        return None
    return FieldValue(
        clean_name(sender.name), round(0.9 * (0.5 + 0.5 * sender.line.confidence), 2), sender.line.place()
    )


def _domains(lines: Sequence[TextLine]) -> set[str]:
    """The names of sites and of mail servers, in small letters and digits: `azureinterior`."""
    found = (match[1] for line in lines for match in _DOMAIN.finditer(line.text))
    return {"".join(letter for letter in name.lower() if letter.isalnum()) for name in found}


def _from_heading(lines: Sequence[TextLine], domains: Collection[str]) -> FieldValue | None:
    heading = lines[:HEADING_LINES]
    candidates = [candidate for index in range(len(heading)) if (candidate := _candidate(heading, index))]
    if not candidates:
        return None
    candidates = [_with_domain(candidate, domains) for candidate in candidates]
    best = max(candidates, key=lambda candidate: candidate.score)
    confidence = min(0.95, max(0.1, 0.35 + 0.12 * best.score)) * (0.4 + 0.6 * best.confidence)
    return FieldValue(best.name, round(confidence, 2), place_of(best.lines))


def _with_domain(candidate: _Candidate, domains: Collection[str]) -> _Candidate:
    """A name is surer where the issuer's site is called like it, with or without its legal form."""
    words = "".join(letter for letter in LEGAL_FORM.sub(" ", candidate.name).lower() if letter.isalnum())
    is_theirs = len(words) >= _LEAST_OF_DOMAIN and words in domains
    return replace(candidate, score=candidate.score + _THEIR_SITE) if is_theirs else candidate


def _candidate(heading: Sequence[TextLine], index: int) -> _Candidate | None:
    line = heading[index]
    text, below = line.text, heading[index + 1].text if index + 1 < len(heading) else ""
    read = [line]
    if _is_continued(below) and not LEGAL_FORM.search(text):
        text = f"{text} {below.strip(_EDGE)}"
        read.append(heading[index + 1])
        below = heading[index + 2].text if index + 2 < len(heading) else ""
    elif index and _is_continued(line.text) and not LEGAL_FORM.search(heading[index - 1].text):
        return None  # read together with the line above
    name = clean_name(text)
    letters = _letters(name)
    if letters < 3 or letters < 0.45 * len(name.replace(" ", "")):  # noqa: PLR2004 - torn letters and numbers are no name
        return None
    if dates_in(text) or any(amount.has_cents for amount in amounts_in(text)):
        return None
    score = 1.6 - 0.16 * index + _score_of_words(text, name)
    score += 0.8 if _COMPANY_NUMBER.search(text) or _COMPANY_NUMBER.match(below.strip(_EDGE)) else 0.0
    score -= 1.2 if index and _ABOVE_A_NAME.search(heading[index - 1].text) else 0.0
    score -= 0.7 * min(3, sum(bool(_BELOW_THE_HEADING.search(above.text)) for above in heading[1:index]))
    return _Candidate(score - 1.5 * (1 - line.confidence), name, line.confidence, read)


def _score_of_words(text: str, name: str) -> float:
    has_form = bool(LEGAL_FORM.search(text) or LEGAL_FORM.search(name))
    score = 2.2 if has_form else 0.0
    score += 1.0 if _TRADE.search(name) else 0.0
    score -= 3.0 if _NOT_A_NAME.search(text) and not has_form else 0.0
    score -= 1.8 if _ADDRESS.search(name) else 0.0
    score += 0.5 if name.upper() == name else 0.0
    return score - (1.2 if _looks_torn(name) else 0.0)


def _is_continued(text: str) -> bool:
    return bool(_CONTINUED.match(text.strip(_EDGE)))


def clean_name(text: str) -> str:
    """A name without registration number, stray marks at its edges, and with misread legal forms repaired."""
    name = _REGISTRATION.sub("", without_form_mark(text).strip(_EDGE)).strip(_EDGE)
    if _ENDS_IN_INITIAL.search(name) and f"{name}." in text:
        name += "."
    return repair_name(" ".join(name.split()))


def without_form_mark(text: str) -> str:
    """A УПД numbers its lines at their end, as in `ООО «Ромашка» (2)`: that is no part of the value."""
    return _FORM_MARK.sub("", text)


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _looks_torn(name: str) -> bool:
    """Whether the words are so short that the line is more likely noise."""
    words = re.findall(r"[^\W\d_]+", name)
    return not words or max(len(word) for word in words) < 4  # noqa: PLR2004

"""The day of a document: of all dates on it, the one that its surroundings speak for."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from core.ports.document_reader import FieldValue, PageBox
from ml.documents.parse_date import FoundDate, dates_in
from ml.documents.text_line import TextLine, text_of

_FOR: Final = re.compile(
    r"\bdate\b|\bdated\b|дата|\bdatum|rechnungsdatum|\bот\b|tarikh|\bdt\b|belegdatum|factuur\s?datum", re.IGNORECASE
)
_OF_THE_PAPER: Final = re.compile(
    r"(?:invoice|rechnung|gutschrift|korrektur|facture|avoir|factuur|сч[её]т|УПД|акт|credit\s+note)[^\t]{0,60}"
    r"(?:\b(?:vom|dated|issued|du|of|от)\b|date\b|datum\b)(?:\s+(?:at|on|of|den))?\W*$|date\s+de\s+(?:la\s+)?facture\W*$|beleg[\s-]?datum\W*$",
    re.IGNORECASE,
)
"""Words that end in the day of this very paper: `Rechnung Nr. 12 vom`, `Invoice Date:`."""
_AGAINST: Final = re.compile(
    r"\bdue\b|order\s*date|bestell|auftrag|version|échéance|verval|expir|valid|until|before|return|birth|since|\bact\b|period|deliver|print(?:ed)?\s+on|срок|до\s+\d|оплатить\s+до|"
    r"действ|период|договор|заказ|основани|доверенност|f[äa]llig|zahlbar|bis\s+zum|leistung|liefer|gültig|\bpay\s+by\b|effective",
    re.IGNORECASE,
)
_NAMES_COLUMNS: Final = re.compile(r"date|datum|дата", re.IGNORECASE)
_TIME: Final = re.compile(r"(?<!\d)[0-2]?\d[:.;][0-5]\d(?:[:.;][0-5]\d)?(?!\d)|\b[ap]\.?m\b", re.IGNORECASE)
_PHONE: Final = re.compile(r"\bt[e3]l|phone|\bfax|тел\b|hotline|gst\s*(?:no|id|reg)", re.IGNORECASE)
_AMERICAN: Final = re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\bsales\s+tax\b|\bzip\b")
_DOLLAR: Final = re.compile(r"\$|\bUSD\b")
_NEITHER: Final = re.compile(r"\bGST\b|\bVAT\b|\bRM\b|\bABN\b|S\$|A\$|€|\bEUR\b|\bUSt|\bMwSt", re.IGNORECASE)


def extract_date(lines: Sequence[TextLine]) -> FieldValue | None:
    """The document's date as ISO, or None where no date is seen."""
    month_first = is_american(text_of(lines))
    weights: dict[date, float] = {}
    seen: Counter[date] = Counter()
    places: dict[date, PageBox | None] = {}
    for index, line in enumerate(lines):
        above = lines[index - 1].text if index else ""
        for found in dates_in(line.text, month_first=month_first):
            weight = _weight(line, *_labels(line.text, above, found), found) - 0.1 * index / len(lines)
            seen[found.value] += 1
            if found.value not in weights or weight > weights[found.value]:
                weights[found.value], places[found.value] = weight, line.place(found.start, found.end)
    if not weights:
        return None
    best = max(weights, key=lambda day: weights[day] + 0.1 * min(seen[day] - 1, 2))
    others = sorted((weight for day, weight in weights.items() if day != best), reverse=True)
    lead = weights[best] - others[0] if others else 0.4
    confidence = min(0.99, max(0.05, weights[best] + 0.2 * min(lead, 0.5)))
    return FieldValue(best.isoformat(), round(confidence, 2), places[best])


def is_american(text: str) -> bool:
    """Whether dates of this text are written month first: dollars with a ZIP code or a sales tax, and no GST or VAT."""
    return bool(_DOLLAR.search(text) and _AMERICAN.search(text) and not _NEITHER.search(text))


def _labels(text: str, above: str, found: FoundDate) -> tuple[str, str]:
    """What stands left of a date, and above it where nothing stands left: of a table, the heading of its column."""
    cells, headings = text[: found.start].split("\t"), above.split("\t")
    is_table = text.count("\t") == above.count("\t") > 0 and not cells[-1].strip()
    if is_table and _NAMES_COLUMNS.search(above):
        return "", headings[len(cells) - 1]
    return text[: found.start], "" if text[: found.start].strip() else above


def _weight(line: TextLine, left: str, above: str, found: FoundDate) -> float:
    right = line.text[found.end :]
    weight = 0.72 * found.certainty * (0.5 + 0.5 * line.confidence)
    if _OF_THE_PAPER.search(left) or _OF_THE_PAPER.search(above):
        weight += 0.4
    elif _FOR.search(left[-30:]) or _FOR.search(above):
        weight += 0.25
    if _TIME.search(right) or _TIME.search(left):
        weight += 0.2
    if _PHONE.search(left):
        weight -= 0.5
    if _AGAINST.search(left) or _AGAINST.search(above[-30:]):
        weight -= 0.4
    return weight

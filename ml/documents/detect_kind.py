"""Tells what a document is by the words that such documents carry, weighed by how telling they are."""

import re
from collections.abc import Sequence
from typing import Final

from core.ports.document_reader import DocumentKind
from ml.documents.text_line import TextLine, text_of

_HEAD_LINES: Final = 15
_HEAD_FACTOR: Final = 2
"""A title near the top says more than the same word in the small print."""

_SIGNS: Final[dict[DocumentKind, tuple[tuple[str, int], ...]]] = {
    DocumentKind.RECEIPT: (
        (r"кассовый\s+чек", 6),
        (r"\bчек\b", 2),
        (r"\bприход\b|\bсмена\b|\bкассир\b", 2),
        (r"\bФ[НДП]\s?[:№]?\s?\d{4,}|\bФПД?\b|\bРН\s?ККТ", 3),
        (r"\breceipt\b", 3),
        (r"\bcashier\b", 2),
        # Nobody gives change on an invoice.
        (r"(?:\bchange\b|\btendered?\b|сдача|rückgeld)[^\n]*\d", 8),
        (r"\bcash\b|\btip\b", 2),
        (r"\b(?:visa|mastercard|amex|debit)\b[^\n]*\d[.,]\d\d", 4),
        (r"come\s+again|thank\s+you\s+for", 1),
        (r"\bвнесено\b|\bналичными\b|\bсдача\b|безналичными", 2),
        (r"kassenbon|kassenbeleg|quittung|rückgeld|\bbar\b|gegeben|tse-", 3),
    ),
    DocumentKind.INVOICE: (
        (r"сч[её]т\s*(?:на\s+оплату|[-–]\s*фактура|№|N)", 6),
        (r"\bУПД\b|универсальный\s+передаточный", 6),
        (r"(?<!tax )\binvoice\b", 3),
        (r"tax\s+invoice", 2),
        (r"rechnung(?:s-?nr|snummer|sdatum|skorrektur)?\b", 4),
        (r"\bgutschrift\b|\bcredit\s+note\b|\bfacture\b|\bfactuur|^\s*avoir\b", 4),
        (r"due\s+date|payment\s+terms|bill\s+to|remit|amount\s+due|zahlbar\s+bis|zahlungsziel", 3),
        (r"получатель|банк\s+получателя|\bБИК\b|р/с|\bIBAN\b", 2),
    ),
    DocumentKind.ACT: (
        (r"^\s*акт\b(?!\s*№?\s*сверки)", 7),
        (r"акт\s+(?:выполненных|оказанных|сдачи|приема|приёма|об\s+оказании)", 8),
        (r"услуги\s+(?:оказаны|выполнены)|претензий\s+по\s+объ[её]му", 4),
    ),
    DocumentKind.CONTRACT: (
        (r"^\s*договор\b", 8),
        (r"предмет\s+договора|именуем\w+\s+в\s+дальнейшем|реквизиты\s+(?:и\s+подписи\s+)?сторон", 5),
        (r"^\s*(?:[\w-]+\s+){0,3}(?:agreement|contract)\b", 5),
        (r"hereinafter|governing\s+law|the\s+parties\s+agree|in\s+witness\s+whereof", 5),
        (r"^\s*(?:\w+)?vertrag\b|vertragsparteien|vertragsgegenstand", 6),
    ),
    DocumentKind.STATEMENT: (
        (r"выписка\s+(?:по|из|операций|о\s+движении)", 8),
        (r"входящий\s+остаток|исходящий\s+остаток", 5),
        (r"statement\s+of\s+account|(?:bank|account)\s+statement", 8),
        (r"opening\s+balance|closing\s+balance", 4),
        (r"kontoauszug", 9),
        (r"anfangssaldo|endsaldo|alter\s+kontostand|neuer\s+kontostand", 5),
    ),
    DocumentKind.TAX_LETTER: (
        (r"федеральн\w+\s+налогов\w+\s+служб|инспекци\w+\s+(?:ФНС|федеральн)|межрайонн\w+\s+ИФНС", 6),
        (r"требовани\w+\s+об\s+уплате|налогов\w+\s+уведомлени|уведомлени\w+\s+об\s+уплате\s+налог", 7),
        (r"HM\s+Revenue|HMRC|internal\s+revenue\s+service|department\s+of\s+the\s+treasury", 8),
        (r"notice\s+of\s+assessment|tax\s+return\s+(?:notice|reminder)", 6),
        (r"finanzamt", 4),
        (r"steuerbescheid|bescheid\s+für\s+\d{4}|vorauszahlungsbescheid", 7),
    ),
}
_COMPILED: Final = {
    kind: [(re.compile(pattern, re.IGNORECASE | re.MULTILINE), weight) for pattern, weight in signs]
    for kind, signs in _SIGNS.items()
}
_ENOUGH: Final = 4


def detect_kind(lines: Sequence[TextLine]) -> DocumentKind:
    """The kind whose signs weigh most, or OTHER where too few are seen."""
    head, whole = text_of(lines[:_HEAD_LINES]), text_of(lines)
    scores = {
        kind: sum(weight * (_HEAD_FACTOR if sign.search(head) else 1) for sign, weight in signs if sign.search(whole))
        for kind, signs in _COMPILED.items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= _ENOUGH else DocumentKind.OTHER

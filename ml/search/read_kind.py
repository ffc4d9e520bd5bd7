import re
from typing import Final

from core.ports.document_reader import DocumentKind
from ml.search.masked_text import MaskedText

_KINDS: Final = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for kind, pattern in (
        (
            DocumentKind.TAX_LETTER,
            (
                r"(?:письм\w+|уведомлени\w+|требовани\w+) (?:из |от |с )?(?:налоговой|фнс|ифнс)|tax (?:letter|notice)s?"
                r"|letters? from the tax (?:office|authority)"
            ),
        ),
        (DocumentKind.STATEMENT, r"(?:банковск\w+ )?выписк\w*|(?:bank |account )statements?"),
        (
            DocumentKind.INVOICE,
            r"сч[её]т(?:а|ов|у|ом|е|ами|ах)?(?:[- ]фактур\w*)?(?: на оплату)?|инвойс\w*|(?:tax )?invoices?",
        ),
        (DocumentKind.RECEIPT, r"(?:кассов\w+ )?чек(?:и|ов|а|ом|у|ами|ах)?|квитанци\w+|receipts?"),
        (
            DocumentKind.ACT,
            (
                r"акт(?:ы|ов|а|ом|у|ами|ах)?(?: (?:выполненных|оказанных) \w+| прием\w+(?:[- ]передачи)?)?"
                r"|acceptance (?:acts?|certificates?)|acts"
            ),
        ),
        (
            DocumentKind.CONTRACT,
            r"договор(?:ы|ов|а|ом|у|е|ами|ах|ам)?|контракт\w{0,3}|соглашени\w+|contracts?|agreements?",
        ),
    )
)


def read_kind(question: MaskedText) -> DocumentKind | None:
    """Take the word for a kind of document out of a question in lower case; the first one where several stand."""
    found = [(match.start(), kind, match) for kind, pattern in _KINDS for match in question.matches(pattern)]
    if not found:
        return None
    _, kind, match = min(found, key=lambda entry: (entry[0], -entry[2].end()))
    question.take(*match.span())
    return kind

import re
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from core.adapters.statements.delimited.amount_cells import AmountEvidence
from core.adapters.statements.delimited.column_mapping import DateOrder
from core.adapters.statements.qif.qif_dates import QifDateEvidence
from core.adapters.statements.qif.qif_sections import FIRST_SECTION, SectionKind, read_header
from core.adapters.statements.text_lines import read_lines

BLANKS: Final = " \t\r\n\ufeff\x1a"
_CYRILLIC: Final = re.compile("[а-яА-ЯёЁ]")
_LANGUAGE_LINES: Final = 2_000


@dataclass(frozen=True, slots=True)
class QifStyle:
    """How a file writes dates and amounts, judged from all its movements."""

    date_order: DateOrder
    is_date_order_certain: bool
    decimal_mark: str
    currency: str | None
    """What the amounts themselves name, which few programs write."""


def survey_qif(source: BinaryIO, codec: str) -> QifStyle:
    """Read ahead until no later line can change how dates and amounts are read; that is the whole file at most.

    Raises:
        StatementError: of the text: BAD_ENCODING, NOT_TEXT, LINE_TOO_LONG.
    """
    dates, amounts = QifDateEvidence(), AmountEvidence()
    section = FIRST_SECTION
    for raw in read_lines(source, codec):
        text = raw.strip(BLANKS)
        if text.startswith("!"):
            section = read_header(text) or section
            dates.end_account()
        elif section.kind is SectionKind.MOVEMENTS and text:
            if text[0] == "D":
                dates.add(text[1:])
            elif text[0] in "TU":
                amounts.add(text[1:])
            if dates.is_decided and (amounts.comma or amounts.point):
                break
    order, is_certain = dates.decide(month_first_hint=not _is_russian(source, codec))
    return QifStyle(order, is_certain, amounts.decimal_mark, amounts.last_currency)


def _is_russian(source: BinaryIO, codec: str) -> bool:
    """Quicken is American and so is its order of dates; Russian programs never write the month first."""
    return any(_CYRILLIC.search(line) for line in islice(read_lines(source, codec), _LANGUAGE_LINES))

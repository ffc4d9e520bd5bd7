import re
from collections.abc import Sequence
from typing import Final

from core.adapters.statements.pdf.find_columns import PageColumns, starts_movement
from core.adapters.statements.pdf.page_lines import Line

_HEADINGS: Final = ("категория", "сумма в валюте счета", "остаток")
_MOMENT: Final = re.compile(r"\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}")
_DAY: Final = re.compile(r"\d{2}\.\d{2}\.\d{4}")
_HEADER: Final = (
    "Дата операции",
    "Дата обработки",
    "Категория",
    "Описание операции",
    "Сумма в валюте счёта",
    "Сумма в валюте операции",
    "Остаток средств",
)
_SIGNS: Final = ("+", "-", "\N{MINUS SIGN}", "\N{EN DASH}")
_COLUMNS: Final = 4
_HEADER_LINES: Final = 6


class SberLayout:
    """Each movement in two lines or more of four columns.

        25.02.2024 12:35     Супермаркеты                             1 250,00     45 678,90
        25.02.2024 269214    MAGNIT MM. Операция по карте ****1234     10,00 $

    The first line has the moment, the category, the amount (a plus is money in) and the balance after it; the second
    the day it was booked, the code of its authorisation, what it was, and the amount before conversion.
    """

    def fits(self, lines: Sequence[Line]) -> bool:
        """By the headings, which stand on two lines and are parted in different ways."""
        text = " ".join(" ".join(line.texts) for line in lines).lower().replace("ё", "е")
        return all(heading in text for heading in _HEADINGS) and any(map(self.is_anchor, lines))

    def is_anchor(self, line: Line) -> bool:
        """A day with a time, and an amount."""
        words = " ".join(word.text for word in line.words[:2])
        return _MOMENT.fullmatch(words) is not None and starts_movement(line)

    def header(self, above: Sequence[Line], columns: PageColumns) -> tuple[list[str] | None, int]:
        """Our own headings. The bank's end with the lines that name them."""
        if len(columns) != _COLUMNS:
            return None, 0
        count = 0
        for back in range(1, min(len(above), _HEADER_LINES) + 1):
            if "дата операции" in " ".join(above[-back].texts).lower():
                count = back
        return list(_HEADER), count

    def cells(self, stacked: Sequence[Sequence[str]]) -> list[str]:
        """The cells under our own headings."""
        if len(stacked[0]) != _COLUMNS:
            return [" ".join(filter(None, column)) for column in zip(*stacked, strict=True)]
        days, texts, amounts, balances = zip(*stacked, strict=True)
        booked = _DAY.match(" ".join(days[1:]).strip())
        return [
            days[0],
            booked[0] if booked else "",
            texts[0],
            " ".join(filter(None, texts[1:])),
            amounts[0] if amounts[0].startswith(_SIGNS) else f"-{amounts[0]}",
            " ".join(filter(None, amounts[1:])),
            " ".join(filter(None, balances)),
        ]

"""Finds amounts of money in a line: `1 471.60`, `1.471,60`, `1,471.60`, `=350.00`, `350 руб. 00 коп.`, `12-50`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SPACES: Final = " \u00a0\u202f\u2009"
# Letters that an engine sees where a digit stands, repaired only inside something that is an amount otherwise.
_MISREAD: Final = str.maketrans({"O": "0", "o": "0", "О": "0", "о": "0", "З": "3", "l": "1", "I": "1", "|": "1"})
_ROUBLES: Final = re.compile(
    r"(\d[\d\u00a0\u202f ]*)\s*(?:руб(?:\.|лей|ля|ль)?|р\.)\s*(\d{2})\s*(?:коп|к\.)", re.IGNORECASE
)
_GROUPS_BY_MARK: Final = r"\d{1,3}(?:[.,'’]\d{3})+"
_GROUPS_BY_SPACE: Final = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+"
_MISREAD_DIGIT: Final = r"[\dOoОоЗlI|]"
_CENTS: Final = rf"(?:[.,][ ]?{_MISREAD_DIGIT}{{2}}|[-–]\d{{2}}(?=\s*$))"


def _pattern(groups: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,:/])(?P<sign>[-–—]\s?)?(?P<whole>{groups}|\d+)(?P<cents>{_CENTS})?(?![\d:/%]|[.,]\d|\w[\w-]*\d)"
    )


_PLAIN: Final = _pattern(_GROUPS_BY_MARK)
_SPACED: Final = _pattern(f"{_GROUPS_BY_SPACE}|{_GROUPS_BY_MARK}")
_PREFIX: Final = re.compile(
    r"(?:(?<![A-Za-zА-Яа-я])|(?<=otal)|(?<=OTAL))(?:RM|RH|RN|R|MYR|USD|EUR|GBP|RUB|CHF|Rs|SGD|AUD|CAD|KZT)(?=\s?[-\dOoIl|])|[$€£₽₸₹¥=≡*#]|(?<!\d):|:(?!\d)"
)
# Behind a currency even a letter is a digit and a gap is a point: `RMO.02`, `RM41 45`, `RMI4. 00`.
_BEHIND_CURRENCY: Final = re.compile(r"(?<=RM|RH|RN)([-\s]?)([\dOoIl|]{1,5})(\s?[.,]\s?|\s)(\d{2})(?!\d|[.,]\d)")


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in a line: where it stands, and whether it was written with cents."""

    value: Decimal
    start: int
    end: int
    has_cents: bool


def amounts_in(text: str, *, spaced: bool = False) -> list[FoundAmount]:
    """All amounts of a line from left to right. `spaced` lets a space group thousands, as Russian does.

    `1.471` and `1,471` are read as thousands: three digits are never cents. Percentages, dates and times are left out.
    """
    kopecks = _ROUBLES.search(text)
    if kopecks:
        whole = re.sub(r"\D", "", kopecks[1])
        return [FoundAmount(Decimal(f"{whole}.{kopecks[2]}"), kopecks.start(), kopecks.end(), has_cents=True)]
    # A currency glued to its amount would hide the start of the number: blank it, keeping positions.
    plain = _BEHIND_CURRENCY.sub(_repaired, text)
    plain = _PREFIX.sub(lambda match: " " * len(match[0]), plain)
    found = []
    for match in (_SPACED if spaced else _PLAIN).finditer(plain):
        whole = re.sub(r"\D", "", match["whole"])
        cents = re.sub(r"\D", "", (match["cents"] or "").translate(_MISREAD))
        value = Decimal(f"{whole}.{cents or '00'}" if cents else whole)
        if len(whole) <= 12:  # noqa: PLR2004 - longer ones are numbers of cards and documents
            found.append(FoundAmount(-value if match["sign"] else value, match.start(), match.end(), bool(cents)))
    return found


def _repaired(match: re.Match[str]) -> str:
    # As long as before, so that positions stay: spaces move in front.
    return f"{match[1]}{' ' * (len(match[3]) - 1)}{match[2].translate(_MISREAD)}.{match[4]}"


def plain_decimal(value: Decimal) -> str:
    """An amount with at least two digits after the point: `12.50`, `7.00`."""
    return format(value if -value.as_tuple().exponent >= 2 else value.quantize(Decimal("0.01")), "f")  # type: ignore[operator] # noqa: PLR2004 - finite by construction; two digits of cents

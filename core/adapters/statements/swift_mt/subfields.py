"""`:86:` in numbered subfields: in Germany and around it with `?`, in Poland with `~`, `^` or `<`, at Triodos `>`."""

import re
from typing import Final

from core.adapters.statements.swift_mt.information import Information, account_like, tidy

_MARKS: Final = "?~^<>|@"
_STRUCTURED: Final = re.compile(rf"\s*(\d{{3}})?\s*([{re.escape(_MARKS)}])(\d\d)", re.ASCII)
_NUMBERS: Final = {mark: re.compile(rf"{re.escape(mark)}(\d\d)", re.ASCII) for mark in _MARKS}
_CODES: Final = (
    "EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP", "SQTP", "IBAN", "BIC",
)  # fmt: skip
_CODE: Final = re.compile(rf"(?:^|(?<=\s)|(?<=[a-z0-9.,;:\-/)]))({'|'.join(_CODES)})[+]")
_FULL_SUBFIELD: Final = 27
_PURPOSE: Final = [*range(20, 30), *range(60, 64)]
_OLD_PURPOSE: Final = range(1, 15)
_NS_FIELD: Final = re.compile(r"(\d\d)(.*)", re.DOTALL | re.ASCII)


def subfield_information(lines: list[str]) -> Information | None:
    """The information of structured lines; None when they are not structured.

    A subfield may be cut anywhere at the end of a line, even inside its own number, so the lines are put together
    without anything between them.
    """
    text = "".join(lines)
    match = _STRUCTURED.match(text)
    if match is None:
        return None
    mark = match[2]
    parts = _NUMBERS[mark].split(text[match.start(2) :])
    fields: dict[int, str] = {}
    for number, value in zip(parts[1::2], parts[2::2], strict=True):
        fields[int(number)] = fields.get(int(number), "") + value
    return _information(fields, is_polish=mark in "~^<")


def numbered_information(lines: list[str]) -> Information:
    """The information of `:NS:`, whose lines begin with a number of two digits: 01-14 purpose, 15-16 name."""
    fields: dict[int, str] = {}
    for line in lines:
        if match := _NS_FIELD.match(line):
            fields.setdefault(int(match[1]), match[2])
    name = " ".join(fields.get(number, "") for number in (15, 16))
    return Information(
        purpose=tidy(" ".join(fields.get(number, "") for number in _OLD_PURPOSE)),
        name=tidy(name),
        booking_text=tidy(fields.get(17)),
    )


def _information(fields: dict[int, str], *, is_polish: bool) -> Information:
    name = tidy(_together(fields, (32, 33)))
    numbers = _PURPOSE
    if is_polish and name is None:
        # Polish banks that leave 32 and 33 out have name and address in 27 to 29.
        name = tidy(fields.get(27))
        numbers = [number for number in _PURPOSE if number not in {27, 28, 29}]
    coded = _coded(_together(fields, numbers))
    account = account_like(fields.get(38)) or account_like(fields.get(31)) or account_like(coded.get("IBAN"))
    return Information(
        purpose=tidy(coded.get("SVWZ")) or tidy(coded.get("")),
        name=name or tidy(coded.get("ABWA")) or tidy(coded.get("ABWE")),
        account=account,
        booking_text=tidy(fields.get(0)),
    )


def _together(fields: dict[int, str], numbers: range | list[int] | tuple[int, ...]) -> str:
    """Subfields as one text: a full one goes on in the next without a blank, and a code such as EREF+ begins anew."""
    text = ""
    is_full = True
    for number in numbers:
        value = fields.get(number)
        if not value:
            continue
        if text and (not is_full or _CODE.match(value)):
            text += " "
        text += value
        is_full = len(value) >= _FULL_SUBFIELD
    return text


def _coded(text: str) -> dict[str, str]:
    """The parts of a SEPA purpose by their code; what stands before any code is under the empty one."""
    if "+" not in text:
        return {"": text}
    parts = _CODE.split(text)
    found = {"": parts[0]}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(code, value)
    return found

import re
from enum import StrEnum
from typing import Final, NamedTuple

_HEADER: Final = re.compile(r"!\s*(type|account|option|clear)\b\s*:?\s*(.*)", re.IGNORECASE)
_MONEY: Final = frozenset({"bank", "cash", "ccard", "oth a", "oth l", "oth s", "bill", "invoice", "tax"})
_LISTS: Final = frozenset(
    {"cat", "class", "memorized", "prices", "security", "budget", "tag", "invitem", "template", "invst"}
)


class SectionKind(StrEnum):
    """What the records after a header are."""

    MOVEMENTS = "movements"
    ACCOUNTS = "accounts"
    """Descriptions of accounts: `!Account`. The last one is the account of the movements that follow."""
    SKIPPED = "skipped"
    """Lists and investments, which are no movements of money in an account."""


class Section(NamedTuple):
    """A header. `name` is its type in small letters; `is_known` is False for a type that Quicken does not have."""

    kind: SectionKind
    name: str
    is_known: bool = True


def read_header(text: str) -> Section | None:
    """The section that a line beginning with `!` opens; None for options such as `!Option:AutoSwitch`."""
    match = _HEADER.match(text)
    if match is None:
        return None
    word, name = match[1].lower(), " ".join(match[2].lower().split())
    if word == "account":
        return Section(SectionKind.ACCOUNTS, "account")
    if word != "type":
        return None
    if name.partition(":")[0] in _LISTS:
        return Section(SectionKind.SKIPPED, name)
    return Section(SectionKind.MOVEMENTS, name, is_known=name in _MONEY)


FIRST_SECTION: Final = Section(SectionKind.MOVEMENTS, "bank")
"""What stands before any header is read as a bank account's movements."""

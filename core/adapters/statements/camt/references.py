import re
from typing import Final

from core.adapters.statements.camt.camt_elements import Element

_NO_REFERENCE: Final = re.compile(
    r"non\W?ref\w*|not\W?(?:provided|available)|none|n/?a|unknown|[0x*.\-+ /]*", re.IGNORECASE
)
_SHORTEST: Final = 6
_FEWEST_DIGITS: Final = 4
_LEAST_NUMBER: Final = 1_000_000
_LONGEST: Final = 120
_MOST_KNOWN: Final = 100_000


def is_reference(text: str | None) -> bool:
    """Whether a reference says anything: NOTPROVIDED and the like do not."""
    return bool(text) and not _NO_REFERENCE.fullmatch(text or "")


def _usable(text: str | None) -> str | None:
    return text if text and is_reference(text) and _SHORTEST <= len(text) <= _LONGEST else None


def _not_counted(text: str | None) -> str | None:
    """A reference of an entry unless it only counts the entries of its statement."""
    found = _usable(text)
    if found is None or sum(map(str.isdigit, found)) < _FEWEST_DIGITS:
        return None
    return None if found.isdecimal() and int(found) < _LEAST_NUMBER else found


class EntryIds:
    """The bank's ids of a statement's movements, each given once.

    The account servicer's reference is the bank's own and the same in camt.052, 053 and 054, at the entry or at its
    only detail. Where there is none, the entry's reference serves unless it merely counts, then the transaction's id.
    An end-to-end id is the payer's word, repeated with every standing order, and never serves.
    """

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of_entry(self, entry: Element, detail: Element | None, *, is_reversal: bool) -> str | None:
        """The id of an entry that is one movement."""
        found = _usable(entry.fields.get("AcctSvcrRef"))
        if found is None and detail is not None:
            found = _usable(detail.fields.get("Refs/AcctSvcrRef"))
        found = found or _not_counted(entry.fields.get("NtryRef"))
        if found is None and detail is not None:
            found = _usable(detail.fields.get("Refs/TxId"))
        return self._once(found, is_reversal=is_reversal)

    def of_detail(self, entry: Element, detail: Element, place: int, *, is_reversal: bool) -> str | None:
        """The id of one movement of a batch; `place` counts from 1."""
        whole = _usable(entry.fields.get("AcctSvcrRef"))
        own = _usable(detail.fields.get("Refs/AcctSvcrRef"))
        if own is not None and own != whole:
            return self._once(own, is_reversal=is_reversal)
        whole = whole or _not_counted(entry.fields.get("NtryRef"))
        if whole is not None:
            return self._once(f"{whole}/{place}", is_reversal=is_reversal)
        return self._once(_usable(detail.fields.get("Refs/TxId")), is_reversal=is_reversal)

    def _once(self, found: str | None, *, is_reversal: bool) -> str | None:
        """A payment, its return and its fee may share a reference, and each is a movement of its own."""
        if found is None:
            return None
        if is_reversal:
            found = f"{found}-R"
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        times = self._known[found] = self._known.get(found, 0) + 1
        return found if times == 1 else f"{found}-{times}"

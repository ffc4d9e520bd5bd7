import re
from typing import Final

_NUMBER: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}|[*•xX]{0,16}\d{4,34}")
_FEWEST_DIGITS: Final = 6


def account_number(name: str) -> str | None:
    """The account's number when its name is one, as banks write; None for a name of a person's own choice."""
    compact = re.sub(r"[ \-]", "", name)
    if not _NUMBER.fullmatch(compact):
        return None
    is_masked = compact[0] in "*•xX"
    return compact if is_masked or sum(map(str.isdigit, compact)) >= _FEWEST_DIGITS else None

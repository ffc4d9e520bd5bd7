"""Text that people type: bounded, trimmed, without control characters."""

import re
from typing import Final

from core.accounts.errors import InvalidTextError

NAME: Final = 100
DESCRIPTION: Final = 500
NOTE: Final = 2000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def bounded(text: str, limit: int, field: str) -> str:
    """The trimmed text. Raises InvalidTextError when it is empty or longer than the limit."""
    cleaned = _CONTROL.sub(" ", text).strip()
    if not cleaned:
        raise InvalidTextError("This can't be empty.", field=field)
    if len(cleaned) > limit:
        raise InvalidTextError(f"This is longer than {limit} characters.", field=field)
    return cleaned


def bounded_or_none(text: str | None, limit: int, field: str) -> str | None:
    """As `bounded`; nothing typed is None."""
    return bounded(text, limit, field) if text is not None and text.strip() else None

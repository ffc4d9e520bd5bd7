"""`:86:` as free text, in which some banks have keys of their own."""

import re
from typing import Final

from core.adapters.statements.swift_mt.information import Information, account_like, joined, spaced, tidy

_KEYS: Final = {
    "account": ("Z RACH.", "NA RACH.", "REK", "ACC"),
    "name": ("OD", "DLA", "NAAM"),
    "purpose": ("TYT.",),
    "reference": ("TNR",),
}
_KEY: Final = re.compile(
    rf"(?:^|[;/]|(?<=\s))\s*({'|'.join(re.escape(key) for keys in _KEYS.values() for key in keys)}):\s"
)
_KIND: Final = {key: kind for kind, keys in _KEYS.items() for key in keys}
_AT_START: Final = re.compile(rf"(?:{'|'.join(re.escape(key) for key in _KIND)}):")
_LEAST_KEYS: Final = 2
"""One word with a colon is somebody's text; two are a form."""


def free_information(lines: list[str]) -> Information:
    """The information of unstructured lines: all of it is the purpose unless the text is a form with keys."""
    text = joined(lines)
    parts = _KEY.split("".join(f";{line}" if _AT_START.match(line) else line for line in spaced(lines)))
    found: dict[str, str] = {"before": parts[0]}
    for key, value in zip(parts[1::2], parts[2::2], strict=True):
        found.setdefault(_KIND[key], value.strip(" ;/"))
    if len(found) <= _LEAST_KEYS:
        return Information(purpose=tidy(text))
    return Information(
        purpose=tidy(found.get("purpose")) or tidy(found["before"]),
        name=tidy(found.get("name")),
        account=account_like(found.get("account")),
        booking_text=tidy(found["before"].strip(" ;")),
    )

"""`:86:` in the Netherlands and in SEPA's common form: `/CODE/value/CODE/value`."""

import re
from typing import Final

from core.adapters.statements.swift_mt.information import Information, account_like, tidy

_CODES: Final = (
    "TRTP", "TRCD", "IBAN", "BIC", "NAME", "REMI", "EREF", "PREF", "MARF", "CSID", "CNTP", "ORDP", "BENM", "ISDT",
    "RTRN", "USTD", "STRD", "CUR", "ULTD", "ULTC", "ULTB", "PURP", "CREF", "IREF", "SVCL", "FEES", "CHGS", "OCMT",
    "EXCH", "ADDR", "CITY", "ID", "TRAN", "BUSP", "RREF", "ACCW", "NRTX", "IACC", "DACC", "INIT", "BOOK", "TXT",
)  # fmt: skip
_CODE: Final = re.compile(rf"/({'|'.join(_CODES)})(?=/)")
_BEGINS: Final = re.compile(rf"\s*/(?:{'|'.join(_CODES)})/")
_PARTY: Final = 0
_PARTY_NAME: Final = 2


def slash_information(lines: list[str]) -> Information | None:
    """The information of lines that begin with a code; None when they do not.

    Banks cut at 65 characters wherever that falls, so the lines are put together without anything between them.
    """
    text = "".join(lines)
    if not _BEGINS.match(text):
        return None
    parts = _CODE.split(text)
    values: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        if value.strip("/ ") or code not in values:
            values[code] = values.get(code) or value
    party = values.get("CNTP", "").removeprefix("/").split("/")
    name = values.get("NAME") or (party[_PARTY_NAME] if len(party) > _PARTY_NAME else None)
    purpose = values.get("USTD") or values.get("REMI") or values.get("STRD") or values.get("TXT")
    return Information(
        purpose=tidy((purpose or "").strip("/ ")),
        name=tidy((name or "").strip("/ ")),
        account=account_like(values.get("IBAN", "").strip("/")) or account_like(party[_PARTY]),
        booking_text=tidy(values.get("TRTP", "").strip("/")),
    )

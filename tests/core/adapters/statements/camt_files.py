"""Small CAMT messages from their parts."""

import io
import zipfile
from collections.abc import Mapping

IBAN = "DE89370400440532013000"
_ROOTS = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def entry(
    amount: str = "10.00",
    direction: str = "CRDT",
    *,
    currency: str = "EUR",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    dates: str = "<BookgDt><Dt>2024-01-31</Dt></BookgDt><ValDt><Dt>2024-01-30</Dt></ValDt>",
    head: str = "",
    reference: str = "",
    rest: str = "",
) -> str:
    return (
        f'<Ntry>{head}<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{status}{dates}'
        f"{reference and f'<AcctSvcrRef>{reference}</AcctSvcrRef>'}{rest}</Ntry>\n"
    )


def details(*parts: str) -> str:
    return f"<NtryDtls>{''.join(f'<TxDtls>{part}</TxDtls>' for part in parts)}</NtryDtls>"


def balance(code: str, amount: str, direction: str = "CRDT", currency: str = "EUR") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd></Bal>\n'
    )


def statement(*parts: str, account: str = f"<Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy>", head: str = "") -> str:
    return f"<STMT><Id>1</Id>{head}<Acct>{account}</Acct>\n{''.join(parts)}</STMT>\n"


def document(*statements: str, kind: str = "053", version: int = 2, prefix: str = "", head: str = "") -> str:
    """A whole message; each statement is one of `statement`'s."""
    root, name = _ROOTS[kind]
    body = "".join(statements).replace("STMT>", f"{name}>")
    namespace = f'xmlns{prefix and ":" + prefix}="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version:02d}"'
    content = f"<{root}><GrpHdr><MsgId>M</MsgId><CreDtTm>2024-02-01T03:00:00+01:00</CreDtTm></GrpHdr>\n{body}</{root}>"
    if prefix:
        content = content.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
    mark = f"{prefix}:" if prefix else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<{mark}Document {namespace}>{content}</{mark}Document>\n'


def archive(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()

"""Lets what a QR code says stand above what was read by eye, and says where the two disagree."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.ports.document_reader import DocumentKind
from ml.documents.extract_fields import Extracted
from ml.documents.find_codes import Code

_EXACT: Final = ("total", "date", "currency", "number", "tax_id")
_SPELT: Final = 0.8
"""A name or an address on paper is as good as the code's where it was read so surely: both are spelt by the issuer."""


def trust_codes(extracted: Extracted, codes: Sequence[Code]) -> Extracted:
    """The reading with the codes' values. Several codes with different totals prove nothing and are left out."""
    totals = {code.fields["total"].value for code in codes if "total" in code.fields}
    if not codes or len(totals) > 1:
        return extracted
    fields, warnings = dict(extracted.fields), list(extracted.warnings)
    for code in codes:
        warnings += [warning for warning in code.warnings if warning not in warnings]
        for name, said in code.fields.items():
            read = fields.get(name)
            if name == "total" and read is not None and read.value != said.value:
                warnings.append(f"The code says {said.value}, the paper was read as {read.value}.")
            if name in _EXACT or read is None or read.confidence < _SPELT:
                # Where it was read by eye is where a person will look for it.
                box = read.box if read is not None and read.value == said.value and read.box else said.box
                fields[name] = replace(said, box=box)
    kind = extracted.kind
    if kind is DocumentKind.OTHER:
        fiscal = any(code.fields["currency"].value == "RUB" for code in codes)
        kind = DocumentKind.RECEIPT if fiscal else DocumentKind.INVOICE
    return replace(extracted, kind=kind, fields=fields, warnings=warnings)

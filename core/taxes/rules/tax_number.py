"""Checks of tax numbers, by python-stdnum."""

from collections.abc import Mapping
from typing import Protocol

from stdnum.exceptions import ValidationError

from core.taxes.errors import InvalidTaxIdError


class NumberFormat(Protocol):
    """A module of python-stdnum."""

    def validate(self, number: str) -> str:
        """The number without its separators. Raises ValidationError."""
        ...


def check_number(formats: Mapping[str, NumberFormat], kind: str, number: str) -> str:
    """The compact number. Raises InvalidTaxIdError, which does not repeat it."""
    checker = formats.get(kind)
    if checker is None:
        raise InvalidTaxIdError(f"{kind!r} is not a kind of tax number of this country.", field="taxIds")
    try:
        return checker.validate(number)
    except ValidationError:
        raise InvalidTaxIdError(f"This can't be a number of the kind {kind}.", field="taxIds") from None

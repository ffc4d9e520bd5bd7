"""The banks a person can connect."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.banking.errors import UnknownBankError
from core.ports.bank_feed import BankInfo


class BankRegistry:
    """Banks by code, in the order they were configured."""

    def __init__(self, banks: Iterable[BankInfo]) -> None:
        self._banks: Mapping[str, BankInfo] = MappingProxyType({bank.code: bank for bank in banks})

    def all(self) -> list[BankInfo]:
        """Every bank."""
        return list(self._banks.values())

    def get(self, code: str) -> BankInfo:
        """One bank. Raises UnknownBankError."""
        try:
            return self._banks[code]
        except KeyError:
            raise UnknownBankError(f"There is no bank {code!r}.", field="bankCodes") from None

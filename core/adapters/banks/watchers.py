from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from core.ports.bank_journal import BankCall, BankJournal, BankPayload

CallObserver = Callable[[BankCall], None]
PayloadObserver = Callable[[BankPayload], None]


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who is told of calls and of answers. None of them may block or raise."""

    on_call: tuple[CallObserver, ...] = ()
    on_payload: tuple[PayloadObserver, ...] = ()

    def with_journal(self, journal: BankJournal) -> Self:
        """The same, and a journal that is filled."""
        return type(self)((*self.on_call, journal.calls.append), (*self.on_payload, journal.payloads.append))

    def tell_call(self, call: BankCall) -> None:
        """One attempt was made."""
        for observer in self.on_call:
            observer(call)

    def tell_payload(self, payload: BankPayload) -> None:
        """An answer to a read came."""
        for observer in self.on_payload:
            observer(payload)

from typing import Protocol

from core.banking.registry import BankRegistry
from core.clock import Clock
from core.db.database import Database
from core.ports.bank_feed import BankFeed


class BankDesk(Protocol):
    """What a use case that talks to a bank works with. The platform is one."""

    @property
    def database(self) -> Database:
        """Transactions, none of which is open while a bank is asked."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def banks(self) -> BankRegistry:
        """The banks there are."""
        ...

    @property
    def bank_feed(self) -> BankFeed:
        """What asks them."""
        ...

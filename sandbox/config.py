from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

BANK_NAMES: Final = {"vbank": "VBank", "abank": "ABank", "sbank": "SBank"}
"""The three banks that can be run, by code."""

DEMO_PEOPLE: Final = ("demo-1", "demo-2", "demo-3", "demo-4", "demo-5")


HISTORY_MONTHS: Final = 24


def machine_time() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """One bank. `seed` draws its people's lives: give the three banks of one world the same `life_seed`.

    `bank_seed` draws what is the bank's own (account numbers). `person_password` opens the approval page;
    without one people sign in with the team's secret, as at the real sandbox banks. `peers` are the other banks'
    base URLs by code, for payments between them. `history_months` is how far back rows go; fewer than usual make a
    life that begins later, for whoever has no use for years of it.
    """

    code: str
    client_id: str
    client_secret: str = field(repr=False)
    bank_seed: int = 1
    life_seed: int = 1
    person_password: str | None = field(default=None, repr=False)
    peers: Mapping[str, str] = field(default_factory=dict)
    clock: Callable[[], datetime] = machine_time
    history_months: int = HISTORY_MONTHS

    def __post_init__(self) -> None:
        """Refuse a bank that does not exist or has no secret."""
        if self.code not in BANK_NAMES:
            raise ValueError(f"{self.code!r} is not one of {', '.join(BANK_NAMES)}")
        if not self.client_id or not self.client_secret:
            raise ValueError("a client id and a client secret are required")

    @property
    def name(self) -> str:
        """The bank's display name."""
        return BANK_NAMES[self.code]

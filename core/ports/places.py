"""What knows roughly where a network address is."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """A city, where known, and a country, each in the language that was asked for."""

    city: str | None
    country: str | None


class Places(Protocol):
    """Finds places by address."""

    def find(self, address: str, locale: str) -> Place | None:
        """The place, or None: unknown, no address, or no database. Never raises; microseconds."""
        ...

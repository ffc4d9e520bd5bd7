"""Places from a database file of MaxMind's format, as GeoLite2-City, DB-IP or IPinfo give them."""

from pathlib import Path
from typing import Any, Final

import maxminddb
import structlog

from core.ports.places import Place

log = structlog.get_logger()
FALLBACK: Final = "en"


class MaxMindPlaces:
    """Opened once, read from memory-mapped pages. A file that can't be read is logged, and then no place is known."""

    def __init__(self, file: Path) -> None:
        self._reader: maxminddb.Reader | None = None
        try:
            self._reader = maxminddb.open_database(file)
        except (OSError, maxminddb.InvalidDatabaseError) as error:
            log.warning("places_unreadable", file=str(file), error=str(error))

    def find(self, address: str, locale: str) -> Place | None:
        """The place of an address."""
        if self._reader is None:
            return None
        try:
            found: Any = self._reader.get(address)
        except (ValueError, maxminddb.InvalidDatabaseError):
            return None
        if not isinstance(found, dict):
            return None
        place = Place(_name(found.get("city"), locale), _name(found.get("country"), locale))
        return place if place.city or place.country else None

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()


class NoPlaces:
    """Where no database is configured: nothing is known of any address."""

    def find(self, address: str, locale: str) -> Place | None:  # noqa: ARG002 the port's arguments
        """None."""
        return None

    def close(self) -> None:
        """Nothing to let go of."""


def _name(part: object, locale: str) -> str | None:
    names = part.get("names") if isinstance(part, dict) else None
    if not isinstance(names, dict):
        return None
    name = names.get(locale) or names.get(FALLBACK)
    return name if isinstance(name, str) else None

"""The application's two database roles, and how each is addressed."""

from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

APP_ROLE: Final = "solvent_app"
"""Sees only the rows of the person whose id is set for the transaction."""
SYSTEM_ROLE: Final = "solvent_system"
"""Serves sign-in, the job system and admin paths, which cross people by nature."""


def url_as_role(owner_url: str, role: str, password: str) -> str:
    """The owner's URL with another role's name and password."""
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{host}"))

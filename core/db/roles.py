"""The application's two database roles, and how each is addressed."""

from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

APP_ROLE: Final = "solvent_app"
"""Sees only the rows of the person whose id is set for the transaction."""
SYSTEM_ROLE: Final = "solvent_system"
"""Serves sign-in, the job system and admin paths, which cross people by nature."""

READER_ROLE: Final = "solvent_reader"
"""Taken on by the application for a request under a grant: reads what the grant covers, and nothing else."""
ACCOUNTANT_ROLE: Final = "solvent_accountant"
"""As the reader, and sorts what it reads into categories."""
PARTNER_ROLE: Final = "solvent_partner"
"""Taken on by the application for a partner's request: its own offers and the leads made for it, and nothing else."""


def url_as_role(owner_url: str, role: str, password: str) -> str:
    """The owner's URL with another role's name and password."""
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{host}"))

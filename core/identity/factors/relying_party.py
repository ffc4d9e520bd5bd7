"""Who a passkey is for: our site, as browsers see it."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

NAME: Final = "Solvent"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The domain that passkeys are bound to, and the origins whose pages may use them."""

    id: str
    origins: Sequence[str]


def relying_party(web_url: str) -> RelyingParty:
    """The web app's. Browsers take no IP address for a domain, so on a loopback address it is `localhost`."""
    parts = urlsplit(web_url)
    host = parts.hostname or ""
    origin = f"{parts.scheme}://{parts.netloc}"
    if not _is_address(host):
        return RelyingParty(host, (origin,))
    port = f":{parts.port}" if parts.port else ""
    return RelyingParty("localhost", (f"{parts.scheme}://localhost{port}",))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True

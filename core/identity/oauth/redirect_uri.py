"""Where an app may have people sent back to: registered, and compared as it is written (RFC 9700, 2.1)."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, urlsplit

from core.identity.oauth.errors import InvalidRedirectError

LONGEST: Final = 500
_PLAIN: Final = re.compile(r"[!-~]+")
"""Visible ASCII: what browsers would drop or rewrite is refused before anybody compares it."""


def check_redirect_uri(uri: str) -> str:
    """The URI, when it can be registered. Raises InvalidRedirectError."""
    url = _split(uri)
    if url is None or url.fragment or url.username is not None or "\\" in uri or "*" in uri or "#" in uri:
        raise InvalidRedirectError("Not a whole address without a fragment, user or wildcard.", field="redirectUris")
    if url.scheme == "https" and url.hostname:
        return uri
    if url.scheme == "http" and (_is_loopback(url) or url.hostname == "localhost"):
        return uri
    raise InvalidRedirectError("A redirect URI is https, or http on this very machine.", field="redirectUris")


def is_registered(uri: str, registered: Iterable[str]) -> bool:
    """Whether it is one of them to the letter; of a loopback address the port is free (RFC 8252, 7.3)."""
    if len(uri) > LONGEST:
        return False
    url = _split(uri)
    return uri in registered or any(_differs_by_port(url, _split(known)) for known in registered)


def _differs_by_port(one: SplitResult | None, other: SplitResult | None) -> bool:
    if one is None or other is None or not (_is_loopback(one) and _is_loopback(other)):
        return False
    return _without_port(one) == _without_port(other) and one.scheme == other.scheme == "http"


def _without_port(url: SplitResult) -> tuple[str | None, ...]:
    return url.scheme, url.username, url.password, url.hostname, url.path, url.query, url.fragment


def _split(uri: str) -> SplitResult | None:
    if len(uri) > LONGEST or not _PLAIN.fullmatch(uri):
        return None
    try:
        url = urlsplit(uri)
        _ = url.port  # a port that is no number is an error only when it is read
    except ValueError:
        return None
    return url


def _is_loopback(url: SplitResult) -> bool:
    try:
        return ipaddress.ip_address(url.hostname or "").is_loopback
    except ValueError:
        return False

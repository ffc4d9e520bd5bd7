"""Browsers bring their access token in a cookie that scripts can't read; this tells whose wish a request with it is.

A cookie comes along whoever made the request, so alone it counts for nothing: the request must have a header that a
foreign page can't set, and come from one of our own pages. Programs send `Authorization: Bearer …` and no cookie.
"""

from collections.abc import Collection
from typing import Final

from starlette.requests import Request
from starlette.websockets import WebSocket

from api.graphql.over_http.request_errors import CrossSiteError

ACCESS_COOKIE: Final = "__Host-solvent_access"
"""`__Host-`: set over TLS (or on this machine), for this host alone, so that no neighbouring host can plant one."""
BROWSER_HEADER: Final = "x-solvent-browser"
"""A page of another origin can't set it without a preflight, which names no such header as allowed."""
OUR_SITES: Final = frozenset({"same-origin", "same-site"})


def cookie_token(request: Request | WebSocket, origins: Collection[str]) -> str | None:
    """The access token that a browser brings, if our own page asks. Raises CrossSiteError.

    A request that does not say that it means its cookie is a stranger's: so is one that a form or a link made.
    """
    token = request.cookies.get(ACCESS_COOKIE)
    if not token:
        return None
    origin = request.headers.get("origin")
    if isinstance(request, WebSocket):
        return token if origin in origins else None  # browsers always name it here, and can send no header
    if BROWSER_HEADER not in request.headers:
        return None
    site = request.headers.get("sec-fetch-site")
    is_ours = (site is None or site in OUR_SITES) if origin in origins else (origin is None and site == "same-origin")
    if not is_ours:
        raise CrossSiteError("This request does not come from a page of ours.")
    return token

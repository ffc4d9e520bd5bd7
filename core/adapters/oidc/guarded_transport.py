"""HTTP to addresses that somebody else names, without ever reaching into our own network."""

import asyncio
import ipaddress
import socket
import ssl
from typing import Final

import httpx

RESOLVE_SECONDS: Final = 3.0
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")


class ForbiddenAddressError(httpx.RequestError):
    """The name stands for an address of our own network, or the URL is not https."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Resolves a name once, looks at every address, and connects to the one it looked at.

    Connecting by name would ask the resolver again, which may say something else then (DNS rebinding). The certificate
    is still checked against the name. `is_local` allows this machine alone, for development.
    """

    def __init__(self, *, is_local: bool = False, verify: ssl.SSLContext | bool = True) -> None:
        self._is_local = is_local
        self._inner = httpx.AsyncHTTPTransport(retries=0, verify=verify, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, or raise ForbiddenAddressError."""
        host = request.url.host
        address = await self.resolve(host, request)
        if request.url.scheme != "https" and not (self._is_local and ipaddress.ip_address(address).is_loopback):
            raise ForbiddenAddressError("not https", request=request)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)  # the Host header was made before, from the name
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def resolve(self, host: str, request: httpx.Request) -> str:
        """The address to connect to. Raises ForbiddenAddressError, and ConnectError for a name that is not known."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise httpx.ConnectError("the name can't be resolved", request=request) from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(self._may_ask(address) for address in addresses):
            raise ForbiddenAddressError("an address of our own network", request=request)
        return addresses[0]

    def _may_ask(self, address: str) -> bool:
        found = ipaddress.ip_address(address)
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        if self._is_local:
            return found.is_loopback
        if isinstance(found, ipaddress.IPv6Address) and not _speaks_for_itself(found):
            return False
        return found.is_global and not found.is_multicast


def _speaks_for_itself(address: ipaddress.IPv6Address) -> bool:
    """Whether it is of the addresses that are given out (2000::/3), and no IPv4 address on its way through a gateway.

    Translated (64:ff9b::/96), 6to4, Teredo and "compatible" ones may lead to any IPv4 address, ours too.
    """
    return address in _GIVEN_OUT and address.sixtofour is None and address.teredo is None

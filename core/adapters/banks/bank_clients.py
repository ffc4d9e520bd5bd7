"""The pooled clients that banks are reached through: one for each way of reaching one."""

import ssl
from functools import cached_property
from typing import Final

import httpx

from core.adapters.banks.gost_tls import gost_context
from core.ports.bank_feed import BankError, BankInfo, BankTransport

TIMEOUT: Final = httpx.Timeout(connect=5.0, read=20.0, write=10.0, pool=20.0)

_Way = tuple[BankTransport, str | None, str | None]


class BankClients:
    """Clients are made on first use: reading certificates takes time, and not every bank asks for its own."""

    def __init__(self, timeout: httpx.Timeout, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.timeout = timeout
        self._transport = transport
        self._clients: dict[_Way, httpx.AsyncClient] = {}
        self._contexts: dict[_Way, ssl.SSLContext] = {}

    def client(self, bank: BankInfo) -> httpx.AsyncClient:
        """The client for a bank. Raises BankError where it can't be made."""
        way = _way(bank)
        context = None if way == _PLAIN and self._transport is not None else self.context(bank)
        if way not in self._clients:
            given = self._transport if context is None else None
            self._clients[way] = self._opened(given or httpx.AsyncHTTPTransport(verify=context or True))
        return self._clients[way]

    def context(self, bank: BankInfo) -> ssl.SSLContext:
        """The TLS context for a bank. Raises GostUnavailableError, BankError for certificates that can't be read."""
        if bank.transport is BankTransport.GOST and not bank.base_url.startswith("https://"):
            raise BankError(
                f"{bank.name} is reached by GOST TLS, so its address must begin with https.", retryable=False
            )
        way = _way(bank)
        if way not in self._contexts:
            self._contexts[way] = self._default if way == _PLAIN else _context(bank)
        return self._contexts[way]

    async def aclose(self) -> None:
        """Close pooled connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    @cached_property
    def _default(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _opened(self, transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
        # No proxy from the environment: a plain-HTTP proxy would be sent the token request without its query.
        return httpx.AsyncClient(
            timeout=self.timeout,
            transport=transport,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json"},
        )


_PLAIN: Final[_Way] = (BankTransport.PLAIN, None, None)


def _way(bank: BankInfo) -> _Way:
    return bank.transport, bank.ca_file, bank.client_certificate


def _context(bank: BankInfo) -> ssl.SSLContext:
    is_gost = bank.transport is BankTransport.GOST
    try:
        context = gost_context(bank.ca_file) if is_gost else ssl.create_default_context(cafile=bank.ca_file)
        if bank.client_certificate is not None:
            context.load_cert_chain(bank.client_certificate)
    except OSError as error:  # ssl.SSLError is one
        raise BankError(
            f"{bank.name}'s certificates can't be read: {error.strerror or error}.", retryable=False
        ) from None
    return context

import asyncio
import contextlib
import ssl
from typing import Final
from urllib.parse import urlsplit

from core.adapters.banks.bank_clients import BankClients
from core.ports.bank_feed import BankError, BankInfo, BankTransport, TransportReport

_WITHIN_SECONDS: Final = 10.0
_PORTS: Final = {"http": 80, "https": 443}


async def report_transport(clients: BankClients, bank: BankInfo) -> TransportReport:
    """Open a connection to a bank, say what was negotiated, and close it. Raises nothing."""
    try:
        async with asyncio.timeout(_WITHIN_SECONDS):
            protocol, cipher = await _negotiate(clients, bank)
    except (BankError, OSError, ValueError, KeyError) as error:  # errors of TLS and time are OSErrors
        problem = _problem(bank, error)
        return TransportReport(bank.transport, is_available=False, protocol=None, cipher=None, problem=problem)
    return TransportReport(bank.transport, is_available=True, protocol=protocol, cipher=cipher, problem=None)


async def _negotiate(clients: BankClients, bank: BankInfo) -> tuple[str | None, str | None]:
    """Protocol and cipher; neither for an address without TLS."""
    address = urlsplit(bank.base_url)
    port = address.port or _PORTS[address.scheme]
    context = clients.context(bank) if address.scheme == "https" or bank.transport is BankTransport.GOST else None
    _, writer = await asyncio.open_connection(address.hostname, port, ssl=context)
    try:
        tls = writer.get_extra_info("ssl_object")
        cipher = None if tls is None else tls.cipher()
        return (None if tls is None else tls.version()), (cipher[0] if cipher else None)
    finally:
        writer.close()
        with contextlib.suppress(OSError):  # what was negotiated is known; how the other side hangs up is not asked
            await writer.wait_closed()


def _problem(bank: BankInfo, error: Exception) -> str:
    if isinstance(error, BankError):
        return str(error)
    if isinstance(error, TimeoutError):
        return f"{bank.name} did not answer within {_WITHIN_SECONDS:.0f} seconds."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{bank.name}'s certificate is not trusted: {error.verify_message}."
    if isinstance(error, ssl.SSLError):
        return f"{bank.name} and we agree on no protocol and cipher ({error.reason or 'no reason given'})."
    return f"{bank.name} can't be reached ({type(error).__name__})."

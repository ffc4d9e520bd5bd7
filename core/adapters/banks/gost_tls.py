"""TLS with GOST ciphers, which OpenSSL speaks once its `gost` engine is loaded.

The engine is loaded when the process first loads OpenSSL, by the configuration that OPENSSL_CONF names: this can't
be made up for later, so what starts the process sets it (`solvent up` does, for banks that ask for GOST).
"""

import ssl
from functools import cache
from typing import Final

from core.ports.bank_feed import BankError

CIPHERS: Final = (
    "GOST2012-KUZNYECHIK-KUZNYECHIKOMAC",
    "GOST2012-MAGMA-MAGMAOMAC",
    "IANA-GOST2012-GOST8912-GOST8912",
)
"""By name: no default list has them. The first two are of RFC 9189."""

MISSING: Final = (
    "This process can't speak GOST TLS: it was started without OpenSSL's gost engine. Install it (Debian: "
    "libengine-gost-openssl; infra/setup/system_packages.sh gost) and start with OPENSSL_CONF=infra/openssl/gost.cnf."
)


class GostUnavailableError(BankError):
    """This process can't speak GOST TLS."""

    code = "GOST_UNAVAILABLE"

    def __init__(self, message: str = MISSING) -> None:
        super().__init__(message, retryable=False)


@cache
def is_gost_available() -> bool:
    """Whether this process has the engine and its ciphers. It can't change while the process lives."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).set_ciphers(":".join(CIPHERS))
    except ssl.SSLError:
        return False
    return True


def gost_context(ca_file: str | None) -> ssl.SSLContext:
    """A client's context that offers GOST ciphers alone. Raises GostUnavailableError, OSError for the file."""
    if not is_gost_available():
        raise GostUnavailableError
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(ca_file)
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2  # these suites are of TLS 1.2
    context.set_ciphers(":".join(CIPHERS))
    return context

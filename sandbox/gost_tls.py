"""Serving over TLS with GOST ciphers alone, under a certificate of an authority that is made on the spot.

Needs OpenSSL's gost engine, which OpenSSL loads when the process first uses it: OPENSSL_CONF must have named the
configuration by then.
"""

import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from fastapi import FastAPI

CONFIGURATION: Final = Path(__file__).resolve().parents[1] / "infra" / "openssl" / "gost.cnf"
CIPHERS: Final = "GOST2012-KUZNYECHIK-KUZNYECHIKOMAC:GOST2012-MAGMA-MAGMAOMAC:IANA-GOST2012-GOST8912-GOST8912"
_KEY_OPTIONS: Final = ("-algorithm", "gost2012_256", "-pkeyopt", "paramset:A")
_DAYS: Final = "825"
_EXTENSIONS: Final = """
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment, keyAgreement
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, IP:::1, DNS:localhost
authorityKeyIdentifier = keyid
"""


class GostMissingError(RuntimeError):
    """OpenSSL's gost engine, or the openssl command that makes certificates with it, is not there."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files of a server under an authority of its own."""

    authority: Path
    server: Path
    key: Path


def gost_certificates(folder: Path) -> Certificates:
    """The folder's certificates, made where they are missing. Raises GostMissingError."""
    made = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    if not made.server.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(folder, made)
    return made


def serve_gost(app: FastAPI, host: str, port: int, certificates: Certificates) -> None:
    """Serve until told to stop. Raises GostMissingError."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        ws="none",
        ssl_certfile=certificates.server,
        ssl_keyfile=certificates.key,
        ssl_ciphers=CIPHERS,
    )
    try:
        config.load()
    except ssl.SSLError:
        raise GostMissingError(
            "OpenSSL's gost engine is not loaded: install libengine-gost-openssl, or set OPENSSL_CONF"
        ) from None
    if config.ssl is not None:
        config.ssl.maximum_version = ssl.TLSVersion.TLSv1_2  # these ciphers are of TLS 1.2
    uvicorn.Server(config).run()


def _make(folder: Path, made: Certificates) -> None:
    """An authority and a server, each with its own key; the certificate comes last, so a half-made folder is redone."""
    extensions = folder / "extensions.cnf"
    extensions.write_text(_EXTENSIONS)
    authority_key, request = folder / "ca.key", folder / "server.csr"
    for key in (authority_key, made.key):
        _openssl("genpkey", *_KEY_OPTIONS, "-out", str(key))
        key.chmod(0o600)
    _openssl(
        "req",
        "-new",
        "-md_gost12_256",
        "-key",
        str(authority_key),
        "-subj",
        "/CN=Sandbox GOST CA",
        "-out",
        str(request),
    )
    _openssl(
        *("x509", "-req", "-md_gost12_256", "-days", _DAYS, "-in", str(request), "-signkey", str(authority_key)),
        *("-extfile", str(extensions), "-extensions", "authority", "-out", str(made.authority)),
    )
    _openssl("req", "-new", "-md_gost12_256", "-key", str(made.key), "-subj", "/CN=Sandbox bank", "-out", str(request))
    _openssl(
        *("x509", "-req", "-md_gost12_256", "-days", _DAYS, "-in", str(request), "-CA", str(made.authority)),
        *("-CAkey", str(authority_key), "-CAcreateserial", "-extfile", str(extensions), "-extensions", "server"),
        *("-out", str(made.server)),
    )


def _openssl(*arguments: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        raise GostMissingError("the openssl command is not there")
    done = subprocess.run(  # noqa: S603 - openssl, with our own arguments
        [program, *arguments],
        env={**os.environ, "OPENSSL_CONF": str(CONFIGURATION)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode != 0:
        raise GostMissingError(f"openssl {arguments[0]} failed: {done.stderr.strip()[-300:]}")

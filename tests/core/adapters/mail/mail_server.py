"""A small SMTP server on real sockets, with STARTTLS and sign-in, that remembers what it was given."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass
class RecordingMailServer:
    tls: ssl.SSLContext | None = None
    answers: dict[str, str] = field(default_factory=dict)
    """What to answer to a command instead of saying yes."""
    port: int = 0
    encrypted: list[bool] = field(default_factory=list)
    sign_ins: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        encrypted = False
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            command = line.split()[0].upper()
            if command in self.answers:
                writer.write(self.answers[command].encode() + b"\r\n")
            elif command == "EHLO":
                extra = b"250-STARTTLS\r\n" if self.tls and not encrypted else b""
                writer.write(b"250-test\r\n" + extra + b"250 AUTH PLAIN\r\n")
            elif command == "STARTTLS" and self.tls:
                writer.write(b"220 go\r\n")
                await writer.drain()
                await writer.start_tls(self.tls)
                encrypted = True
            elif command == "AUTH":
                self.sign_ins.append(base64.b64decode(line.split()[2]).decode().replace("\0", "|"))
                writer.write(b"235 ok\r\n")
            elif command == "DATA":
                writer.write(b"354 go\r\n")
                self.messages.append((await reader.readuntil(b"\r\n.\r\n"))[:-3])
                self.encrypted.append(encrypted)
                writer.write(b"250 taken\r\n")
            elif command == "QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                writer.write(b"250 ok\r\n")
        writer.close()


@asynccontextmanager
async def running(server: RecordingMailServer) -> AsyncIterator[RecordingMailServer]:
    listener = await asyncio.start_server(server.talk, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        await listener.wait_closed()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server context for 127.0.0.1, and the file to trust it by."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test mail server")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    public, private = folder / "mail.pem", folder / "mail.key"
    public.write_bytes(signed.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public

import asyncio
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum

from core.adapters.mail.mail_message import compose_message
from core.clock import Clock, SystemClock
from core.ports.mailer import Mail, MailUnavailableError

TIMEOUT_SECONDS = 15.0


class MailSecurity(StrEnum):
    """How the connection is encrypted."""

    STARTTLS = "starttls"
    """Plain at first, encrypted before anything is said; refused when the server can't. Port 587."""
    TLS = "tls"
    """Encrypted from the first byte. Port 465."""
    NONE = "none"
    """Not at all: for a server on this machine only."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to send mail through. No `username` means no sign-in. `ca_file` names a private authority."""

    host: str
    port: int
    security: MailSecurity = MailSecurity.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    timeout_seconds: float = TIMEOUT_SECONDS


class SmtpMailer:
    """Sends mail over SMTP, one connection a message, in a thread since smtplib blocks.

    It tries once: a message is sent by a job, and the job is what tries again.
    """

    def __init__(self, server: MailServer, sender: str, clock: Clock | None = None) -> None:
        if server.username and server.security is MailSecurity.NONE:
            raise ValueError("a mail password is never sent over an open connection")
        self._server = server
        self._sender = sender
        self._clock = clock or SystemClock()

    async def send(self, mail: Mail) -> None:
        """Hand the message over. Raises MailUnavailableError, MailInvalidError."""
        message = compose_message(mail, self._sender, self._clock)
        await asyncio.to_thread(self._send, message)

    def _send(self, message: EmailMessage) -> None:
        server = self._server
        try:
            with self._connection() as connection:
                if server.security is MailSecurity.STARTTLS:
                    connection.starttls(context=self._tls())
                if server.username:
                    connection.login(server.username, server.password)
                connection.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailableError(f"The mail server {server.host} did not take the message: {error}.") from error

    def _connection(self) -> smtplib.SMTP:
        server = self._server
        if server.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_seconds, context=self._tls())
        return smtplib.SMTP(server.host, server.port, timeout=server.timeout_seconds)

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._server.ca_file)

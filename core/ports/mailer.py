"""What sends mail."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import UnavailableError


class MailUnavailableError(UnavailableError):
    """The mail server did not take the message."""

    code = "MAIL_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text message. `message_id` makes a repeated send recognisable.

    `unsubscribe_url` is for mail that somebody may want no more: one POST to it switches it off (RFC 8058).
    """

    message_id: str
    to: str
    subject: str
    text: str
    unsubscribe_url: str | None = None


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, mail: Mail) -> None:
        """Hand the message over, or raise MailUnavailableError."""
        ...

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from core.clock import Clock
from core.errors import DomainError
from core.ports.mailer import Mail

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,900}")  # printable ASCII without space, < and >


class MailInvalidError(DomainError):
    """The message can't be written as mail: a header holds a line break, or an address is malformed."""

    code = "MAIL_INVALID"


def compose_message(mail: Mail, sender: str, clock: Clock) -> EmailMessage:
    """The message as RFC 5322 wants it. Raises MailInvalidError."""
    if not _MESSAGE_ID.fullmatch(mail.message_id):
        raise MailInvalidError("This can't be sent as mail: the message id is malformed.", field="message_id")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Date"] = format_datetime(clock.now())
    message["From"] = sender
    message["To"] = _recipient(mail.to)
    try:
        message["Subject"] = mail.subject
    except ValueError as error:
        raise MailInvalidError(f"This can't be sent as mail: {error}.", field="subject") from error
    if mail.unsubscribe_url is not None:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    return message


def _recipient(address: str) -> Address:
    user, _, domain = address.rpartition("@")
    try:
        # A domain in another alphabet travels in its ASCII form; few servers take such a name before the @.
        recipient = Address(addr_spec=f"{user}@{domain.encode('idna').decode('ascii')}")
        recipient.username.encode("ascii")
    except (ValueError, IndexError, HeaderParseError) as error:
        raise MailInvalidError(f"This can't be sent as mail: {address!r} is no address.", field="to") from error
    return recipient

"""What every Mailer does: the mailbox folder, and SMTP to a server on a real socket."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from core.adapters.mail.mail_message import MailInvalidError
from core.adapters.mail.mailbox_folder import MailboxFolder
from core.adapters.mail.smtp import MailSecurity, MailServer, SmtpMailer
from core.clock import FixedClock
from core.ports.mailer import Mail, Mailer
from tests.core.adapters.mail.mail_server import RecordingMailServer, running

SENDER = "Solvent <no-reply@solvent.example>"
NOON = FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
WELCOME = Mail("verify-1@solvent.example", "anna@example.com", "Подтвердите адрес", "Код: 123456\n.\n* Привет\n")


@dataclass
class Post:
    """A mailer and what arrived through it."""

    mailer: Mailer
    arrived: Callable[[], list[bytes]]

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=SMTP) for raw in self.arrived()]


@pytest.fixture(params=["folder", "smtp"])
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    if request.param == "folder":
        folder = tmp_path / "mailbox"
        yield Post(
            MailboxFolder(folder, SENDER, NOON), lambda: [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
        )
        return
    async with running(RecordingMailServer()) as server:
        yield Post(
            SmtpMailer(MailServer("127.0.0.1", server.port, MailSecurity.NONE), SENDER, NOON), lambda: server.messages
        )


async def test_the_message_arrives_as_written(post: Post) -> None:
    await post.mailer.send(WELCOME)
    (message,) = post.messages()
    assert message["Message-ID"] == "<verify-1@solvent.example>"
    assert message["From"] == "Solvent <no-reply@solvent.example>"
    assert message["To"] == "anna@example.com"
    assert message["Subject"] == "Подтвердите адрес"
    assert message["Date"] == "Sun, 01 Mar 2026 12:00:00 +0000"
    assert message.get_content().replace("\r\n", "\n").replace("\n..\n", "\n.\n") == "Код: 123456\n.\n* Привет\n"


async def test_a_domain_in_another_alphabet_travels_in_ascii(post: Post) -> None:
    await post.mailer.send(Mail("1", "anna@почта.рф", "s", "t"))
    assert post.messages()[0]["To"] == "anna@xn--80a1acny.xn--p1ai"


@pytest.mark.parametrize(
    "bad",
    [
        Mail("1", "anna@example.com\nBcc: all@example.com", "s", "t"),
        Mail("1", "anna@example.com", "s\r\nBcc: all@example.com", "t"),
        Mail("1\nX: y", "anna@example.com", "s", "t"),
        Mail("1", "not an address", "s", "t"),
        Mail("1", "", "s", "t"),
        Mail("", "anna@example.com", "s", "t"),
        Mail("код", "anna@example.com", "s", "t"),
        Mail("1", "анна@example.com", "s", "t"),
        Mail("1", "anna@", "s", "t"),
        Mail("1", "anna@" + "a" * 64 + ".com", "s", "t"),
        Mail("1", "anna@example.com, all@example.com", "s", "t"),
    ],
)
async def test_nothing_is_smuggled_into_the_headers(post: Post, bad: Mail) -> None:
    with pytest.raises(MailInvalidError, match="can't be sent as mail"):
        await post.mailer.send(bad)
    assert post.messages() == []

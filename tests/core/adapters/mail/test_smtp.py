import asyncio
from pathlib import Path

import pytest

from core.adapters.mail.smtp import MailSecurity, MailServer, SmtpMailer
from core.ports.mailer import Mail, MailUnavailableError
from tests.core.adapters.mail.mail_server import RecordingMailServer, certificate, running

MAIL = Mail("1@solvent.example", "anna@example.com", "subject", "text")
SENDER = "no-reply@solvent.example"


async def test_signs_in_only_after_encrypting(tmp_path: Path) -> None:
    tls, trusted = certificate(tmp_path)
    async with running(RecordingMailServer(tls)) as server:
        where = MailServer("127.0.0.1", server.port, username="me", password="hidden", ca_file=str(trusted))
        await SmtpMailer(where, SENDER).send(MAIL)
    assert (server.encrypted, server.sign_ins) == ([True], ["|me|hidden"])


async def test_a_server_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    tls, _ = certificate(tmp_path)
    async with running(RecordingMailServer(tls)) as server:
        mailer = SmtpMailer(MailServer("127.0.0.1", server.port, username="me", password="hidden"), SENDER)
        with pytest.raises(MailUnavailableError, match="certificate"):
            await mailer.send(MAIL)
    assert (server.messages, server.sign_ins) == ([], [])


async def test_a_server_without_encryption_gets_nothing() -> None:
    async with running(RecordingMailServer()) as server:
        with pytest.raises(MailUnavailableError, match="STARTTLS"):
            await SmtpMailer(MailServer("127.0.0.1", server.port), SENDER).send(MAIL)
    assert server.messages == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RCPT", "550 no such mailbox"),
        ("MAIL", "451 try again later"),
        ("DATA", "552 too much"),
        ("RCPT", "421 closing"),
    ],
)
async def test_a_refusal_is_a_typed_error(command: str, answer: str) -> None:
    async with running(RecordingMailServer(answers={command: answer})) as server:
        mailer = SmtpMailer(MailServer("127.0.0.1", server.port, MailSecurity.NONE), SENDER)
        with pytest.raises(MailUnavailableError, match=answer[4:]):
            await mailer.send(MAIL)
    assert server.messages == []


async def test_a_silent_server_is_given_up_on() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    listener = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    with pytest.raises(MailUnavailableError, match="timed out"):
        await SmtpMailer(MailServer("127.0.0.1", port, timeout_seconds=0.2), SENDER).send(MAIL)
    listener.close()
    await listener.wait_closed()


async def test_a_dead_server_is_a_typed_error() -> None:
    with pytest.raises(MailUnavailableError, match="refused"):
        await SmtpMailer(MailServer("127.0.0.1", 9), SENDER).send(MAIL)


def test_a_password_is_never_sent_in_the_open() -> None:
    with pytest.raises(ValueError, match="open connection"):
        SmtpMailer(MailServer("127.0.0.1", 25, MailSecurity.NONE, username="me", password="hidden"), SENDER)


def test_a_password_is_not_printed() -> None:
    assert "hidden" not in repr(MailServer("127.0.0.1", 25, username="me", password="hidden"))

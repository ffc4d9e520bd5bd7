from pathlib import Path

import pytest

from core.adapters.mail.mailbox_folder import MailboxFolder
from core.ports.mailer import Mail, MailUnavailableError


def _mail(message_id: str, text: str = "text") -> Mail:
    return Mail(message_id, "anna@example.com", "subject", text)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_repeated_send_is_one_file(tmp_path: Path) -> None:
    mailbox = MailboxFolder(tmp_path, "no-reply@solvent.example")
    await mailbox.send(_mail("verify-1@solvent.example", "first"))
    await mailbox.send(_mail("verify-1@solvent.example", "second"))
    assert _names(tmp_path) == ["verify-1@solvent.example.eml"]
    assert "second" in (tmp_path / "verify-1@solvent.example.eml").read_text()


async def test_no_message_id_leads_out_of_the_folder(tmp_path: Path) -> None:
    mailbox = MailboxFolder(tmp_path / "mailbox", "no-reply@solvent.example")
    ids = ["../outside", "/etc/mail", "..", ".hidden", "a/b", "a" * 400, "a?b*c"]
    for message_id in ids:
        await mailbox.send(_mail(message_id))
    assert _names(tmp_path) == ["mailbox"]
    assert len(_names(tmp_path / "mailbox")) == len(ids)


async def test_mail_is_private(tmp_path: Path) -> None:
    await MailboxFolder(tmp_path / "mailbox", "no-reply@solvent.example").send(_mail("1"))
    assert (tmp_path / "mailbox").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "mailbox" / "1.eml").stat().st_mode & 0o777 == 0o600


async def test_a_folder_that_takes_no_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MailUnavailableError, match="does not take mail"):
        await MailboxFolder(tmp_path / "file", "no-reply@solvent.example").send(_mail("1"))

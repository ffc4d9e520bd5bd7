"""Mails that were sent, as the mailbox folder keeps them."""

import email
from email import policy
from pathlib import Path

from core.settings import Settings


def mails_to(settings: Settings, address: str) -> list[str]:
    """The texts of what was sent to an address, oldest first."""
    found = []
    for path in sorted(Path(settings.data_folder, "mailbox").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        if message["to"] == address:
            body = message.get_body(("plain",))
            assert body is not None
            found.append(str(body.get_content()))
    return found

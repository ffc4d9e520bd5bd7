"""Reading mail as people do: from the mailbox folder, by address."""

import email
import re
from email import policy
from pathlib import Path

from core.settings import Settings


def mails_to(settings: Settings, address: str) -> list[str]:
    """The bodies of all mails to an address, the oldest first."""
    return [body for _, body in _found(settings, address)]


def subjects_to(settings: Settings, address: str) -> list[str]:
    """The subjects of all mails to an address, the oldest first."""
    return [subject for subject, _ in _found(settings, address)]


def token_to(settings: Settings, address: str, page: str) -> str:
    """The token of the newest link to a page that was mailed to an address."""
    found = [re.search(rf"/{page}\?token=(\S+)", body) for body in mails_to(settings, address)]
    tokens = [match[1] for match in found if match is not None]
    assert tokens, f"no link to {page} for {address}"
    return tokens[-1]


def _found(settings: Settings, address: str) -> list[tuple[str, str]]:
    files = sorted(Path(settings.data_folder, "mailbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    found = []
    for path in files:
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        if message["to"] == address and body is not None:
            found.append((str(message["subject"]), str(body.get_content())))
    return found

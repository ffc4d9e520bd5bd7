import asyncio
import hashlib
import re
from pathlib import Path

from core.adapters.atomic_file import PRIVATE_FOLDER, write_atomically
from core.adapters.mail.mail_message import compose_message
from core.clock import Clock, SystemClock
from core.ports.mailer import Mail, MailUnavailableError

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,150}")


class MailboxFolder:
    """Puts mail into a folder as .eml files, for a machine that sends none. A repeated send replaces its file."""

    def __init__(self, folder: Path, sender: str, clock: Clock | None = None) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock or SystemClock()

    async def send(self, mail: Mail) -> None:
        """Write the message. Raises MailUnavailableError, MailInvalidError."""
        content = compose_message(mail, self._sender, self._clock).as_bytes()
        await asyncio.to_thread(self._write, self._folder / f"{_file_name(mail.message_id)}.eml", content)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_atomically(path, content)
        except OSError as error:
            raise MailUnavailableError(f"The mailbox folder does not take mail: {error}.") from error


def _file_name(message_id: str) -> str:
    if _PLAIN_NAME.fullmatch(message_id):
        return message_id
    return hashlib.sha256(message_id.encode()).hexdigest()

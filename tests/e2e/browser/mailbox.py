"""Reads the mailbox folder as the person would read their mail."""

import asyncio
import email
import email.policy
import re
from pathlib import Path

LOOK_EVERY_S = 0.25
LINK = re.compile(r"https?://\S+/verify\?token=([\w=-]+)")


async def token_mailed_to(mailbox: Path, address: str, *, timeout_s: float = 30) -> str:
    """The token of the confirmation link. Raises TimeoutError when no such mail comes."""
    async with asyncio.timeout(timeout_s):
        while True:
            for file in await asyncio.to_thread(lambda: sorted(mailbox.glob("*.eml"))):
                token = _token_in(file, address)
                if token is not None:
                    return token
            await asyncio.sleep(LOOK_EVERY_S)


def _token_in(file: Path, address: str) -> str | None:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    if address not in str(message["to"]):
        return None
    body = message.get_body(("plain",))
    found = LINK.search(body.get_content()) if body is not None else None
    return found.group(1) if found else None

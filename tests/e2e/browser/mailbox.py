"""Reads the mailbox folder as the person would read their mail."""

import asyncio
import email
import email.policy
import re
from pathlib import Path

LOOK_EVERY_S = 0.25


async def token_mailed_to(mailbox: Path, address: str, page: str = "verify", *, timeout_s: float = 120) -> str:
    """The token of the link to a page, as the one that confirms an address. Raises TimeoutError when none comes."""
    return await _mailed_to(mailbox, address, rf"https?://\S+/{page}\?token=([\w=-]+)", timeout_s)


async def link_mailed_to(mailbox: Path, address: str, path: str, *, timeout_s: float = 120) -> str:
    """The link to a page of ours, by its whole path. Raises TimeoutError when none comes."""
    return await _mailed_to(mailbox, address, rf"(https?://[^\s/]+{re.escape(path)})\s", timeout_s)


async def _mailed_to(mailbox: Path, address: str, pattern: str, timeout_s: float) -> str:
    async with asyncio.timeout(timeout_s):
        while True:
            for file in await asyncio.to_thread(lambda: sorted(mailbox.glob("*.eml"))):
                found = _found_in(file, address, pattern)
                if found is not None:
                    return found
            await asyncio.sleep(LOOK_EVERY_S)


def _found_in(file: Path, address: str, pattern: str) -> str | None:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    if address != str(message["to"]):
        return None
    body = message.get_body(("plain",))
    found = re.search(pattern, body.get_content()) if body is not None else None
    return found.group(1) if found else None

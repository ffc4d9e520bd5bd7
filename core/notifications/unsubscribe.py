"""The address in a mail that switches mails like it off, without signing in (RFC 8058)."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.notifications.keep_wishes import Choice, set_choices
from core.notifications.notice_kind import NoticeChannel, NoticeKind

DIGEST: Final = "digest"
"""In place of a kind: the mail was a digest, and no mail of notices is wanted."""
_ID: Final = 16
_MAC: Final = 32


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Whose mails of which kind are not wanted; None for any."""

    user_id: UUID
    kind: NoticeKind | None


def unsubscribe_token(key: bytes, user_id: UUID, kind: NoticeKind | None) -> str:
    """A token that nobody else can make: person and kind, with a MAC over both. It can do nothing but unsubscribe."""
    said = user_id.bytes + (kind.value if kind is not None else DIGEST).encode()
    return base64.urlsafe_b64encode(_mac(key, said) + said).decode().rstrip("=")


def read_unsubscribe_token(key: bytes, token: str) -> Unwanted:
    """Whose and which mails. Raises NotFoundError for what we never made."""
    try:
        whole = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        whole = b""
    mac, said = whole[:_MAC], whole[_MAC:]
    if len(said) <= _ID or not hmac.compare_digest(mac, _mac(key, said)):
        raise NotFoundError("There is no such address.")
    word = said[_ID:].decode()
    return Unwanted(UUID(bytes=said[:_ID]), None if word == DIGEST else NoticeKind(word))


async def unsubscribe(uow: UnitOfWork, kind: NoticeKind | None) -> None:
    """Mail the unit of work's person no more of a kind, or of any. Repeating it is no error."""
    kinds = NoticeKind if kind is None else (kind,)
    await set_choices(uow, [Choice(one, NoticeChannel.MAIL, is_on=False) for one in kinds])


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.new(key, b"unsubscribe/1\0" + said, hashlib.sha256).digest()

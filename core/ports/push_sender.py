"""What carries a push message to a browser, through the push service that the browser chose."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import UnavailableError

GONE_CODES = frozenset({404, 410})
"""The browser takes no messages any more (RFC 8030, 7.3)."""


class PushUnavailableError(UnavailableError):
    """The push service did not take the message now; it may later."""

    code = "PUSH_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class PushTarget:
    """Where to push to, and the browser's keys, base64url."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class PushMessage:
    """What to push. `topic`, up to 32 characters of base64url, has a message replace an earlier one that waits."""

    payload: bytes
    topic: str
    ttl_seconds: int


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """The push service's status; or, without one, why nothing came."""

    status_code: int | None
    error: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the push service has it."""
        return self.status_code is not None and 200 <= self.status_code < 300  # noqa: PLR2004 HTTP's classes

    @property
    def is_gone(self) -> bool:
        """Whether the browser takes no messages any more."""
        return self.status_code in GONE_CODES

    @property
    def may_be_tried_again(self) -> bool:
        """Whether it is worth trying later: too many requests, or trouble that is not of our making."""
        return self.status_code is None or self.status_code == 429 or self.status_code >= 500  # noqa: PLR2004 as above


class PushSender(Protocol):
    """Sends to addresses outside of our own network, and to no others."""

    def public_key(self) -> str:
        """What a browser subscribes with: our key of VAPID, base64url. Made on first use; blocks on the secrets."""
        ...

    async def send(self, to: PushTarget, message: PushMessage) -> PushAnswer:
        """Encrypt and post once, within a bounded time. Never raises for what the network or the service does."""
        ...

"""Web push: encrypted to the browser (RFC 8291), signed by us (RFC 8292), posted to its push service (RFC 8030)."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from core.adapters.push.vapid_key import public_text, vapid_key
from core.ports.push_sender import PushAnswer, PushMessage, PushTarget
from core.ports.secrets import Secrets
from core.ports.webhook_sender import WebhookSender

if TYPE_CHECKING:
    from webpush import WebPush

USER_AGENT = "Solvent-Push/1"


class WebPushSender:
    """Posts through the sender of webhooks: browsers name the addresses, so that the same refusals hold.

    `contact` is a mail address at which a push service can reach who runs the platform.
    """

    def __init__(self, secrets: Secrets, sender: WebhookSender, contact: str) -> None:
        self._secrets = secrets
        self._sender = sender
        self._contact = contact

    def public_key(self) -> str:
        """What a browser subscribes with."""
        return self._public_key

    async def send(self, to: PushTarget, message: PushMessage) -> PushAnswer:
        """Encrypt and post once. A redirect is an answer like any other that is no 2xx."""
        headers, body = await asyncio.to_thread(self._sealed, to, message)
        answer = await self._sender.send(to.endpoint, headers, body)
        return PushAnswer(answer.status_code, answer.error)

    @cached_property
    def _public_key(self) -> str:
        return public_text(vapid_key(self._secrets))

    @cached_property
    def _push(self) -> "WebPush":
        from webpush import WebPush  # noqa: PLC0415 only workers send, and processes that do not pay nothing

        key = vapid_key(self._secrets)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return WebPush(private, public, subscriber=self._contact)

    def _sealed(self, to: PushTarget, message: PushMessage) -> tuple[dict[str, str], bytes]:
        from webpush import WebPushSubscription  # noqa: PLC0415 as above

        told = {"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}}
        made = self._push.get(message.payload, WebPushSubscription.model_validate(told))
        headers = {
            **{name: str(value) for name, value in made.headers.items()},
            "ttl": str(message.ttl_seconds),
            "topic": message.topic,
            "urgency": "normal",
            "content-type": "application/octet-stream",
            "user-agent": USER_AGENT,
        }
        return headers, made.encrypted

"""Signatures as the Standard Webhooks specification has them: HMAC-SHA256 over `id.timestamp.body`."""

import base64
import hmac
import secrets as entropy
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
"""The specification wants 24 to 64."""


def new_secret() -> str:
    """A secret as it is shown: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(entropy.token_bytes(SECRET_BYTES)).decode()


def message_id(event_id: UUID) -> str:
    """The `webhook-id`: the event's, the same at every attempt, every repeat and every endpoint."""
    return f"evt_{event_id.hex}"


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the signature in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join((name.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def signed_headers(secrets: Sequence[str], event_id: UUID, at: datetime, body: bytes) -> Mapping[str, str]:
    """The headers of a delivery; with several secrets, as while one is being replaced, several signatures."""
    name, timestamp = message_id(event_id), int(at.timestamp())
    return {
        "webhook-id": name,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, name, timestamp, body) for secret in secrets),
    }

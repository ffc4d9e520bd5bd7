"""Links mailed to people: the token is the link's id, signed by the secrets store, so nothing secret is kept."""

import asyncio
import base64
import binascii
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.identity.errors import InvalidLinkError
from core.ports.secrets import Secrets

SIGNING_KEY: Final = "mail-link"
_ID_BYTES: Final = 16


async def link_token(secrets: Secrets, link_id: UUID) -> str:
    """The token that goes into the mail."""
    _, signature = await asyncio.to_thread(secrets.sign, SIGNING_KEY, link_id.bytes)
    return base64.urlsafe_b64encode(link_id.bytes + signature).decode()


async def read_link_token(secrets: Secrets, token: str) -> UUID:
    """The link's id. Raises InvalidLinkError for anything we did not sign."""
    try:
        raw = base64.urlsafe_b64decode(token)
        link_id, signature = UUID(bytes=raw[:_ID_BYTES]), raw[_ID_BYTES:]
    except (ValueError, binascii.Error):
        raise InvalidLinkError("The link is not valid.", field="token") from None
    for key in await asyncio.to_thread(secrets.verification_keys, SIGNING_KEY):
        try:
            Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, link_id.bytes)
        except InvalidSignature:
            continue
        return link_id
    raise InvalidLinkError("The link is not valid.", field="token")

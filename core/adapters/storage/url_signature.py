"""URLs that prove themselves: the API's file endpoint serves the disk store with what S3 does on its own."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from core.adapters.storage.object_key import ObjectKeyError, check_object_key
from core.errors import DomainError

MIN_SIGNING_KEY_BYTES = 32
MAX_DIGITS = 15
"""Room for seconds and for bytes."""
_CONTENT_TYPE, _SIZE, _FILENAME, _EXPIRES, _SIGNATURE = "type", "size", "filename", "expires", "signature"
_PARAMETERS = frozenset({_CONTENT_TYPE, _SIZE, _FILENAME, _EXPIRES, _SIGNATURE})


class SignatureError(DomainError):
    """The URL was not made by us, was changed, or has run out."""

    code = "SIGNED_URL_INVALID"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a signed URL allows: one method on one object until a moment.

    A PUT names the content type and the exact size in bytes; a GET names the file name to download as.
    """

    method: str
    key: str
    expires_at: datetime
    content_type: str = ""
    size: int = 0
    filename: str = ""

    def check_upload(self, content_type: str | None, size: int | None) -> None:
        """Compare the request's headers with what was signed. `size` is Content-Length. Raises SignatureError."""
        if content_type != self.content_type:
            raise SignatureError(f"This URL accepts content of type {self.content_type} only.", field="Content-Type")
        if size != self.size:
            raise SignatureError(f"This URL accepts exactly {self.size} bytes.", field="Content-Length")


def sign_grant(signing_key: bytes, grant: Grant) -> dict[str, str]:
    """The query parameters that carry the grant; `verify_signature` reads them back."""
    query = {_EXPIRES: str(int(grant.expires_at.timestamp())), _SIGNATURE: _mac(signing_key, grant)}
    if grant.method == "PUT":
        return {_CONTENT_TYPE: grant.content_type, _SIZE: str(grant.size), **query}
    return {_FILENAME: grant.filename, **query}


def verify_signature(signing_key: bytes, method: str, key: str, query: Mapping[str, str], now: datetime) -> Grant:
    """What a signed URL allows, once it is shown to be ours and still good. Pure.

    `key` is the percent-decoded path below the endpoint, `query` the decoded parameters. Raises SignatureError.
    """
    grant = _claimed_grant(method, key, query)
    claimed = query.get(_SIGNATURE, "").encode("utf-8", "replace")
    if not hmac.compare_digest(claimed, _mac(signing_key, grant).encode()):
        raise SignatureError("The signature of this URL is not valid.", field=_SIGNATURE)
    if now >= grant.expires_at:
        raise SignatureError(f"This URL ran out at {grant.expires_at.isoformat()}.", field=_EXPIRES)
    return grant


def _claimed_grant(method: str, key: str, query: Mapping[str, str]) -> Grant:
    try:
        check_object_key(key)
        expires_at = datetime.fromtimestamp(_whole(query.get(_EXPIRES, "")), UTC)
        size = _whole(query.get(_SIZE, "0"))
    except (ObjectKeyError, ValueError, OverflowError, OSError) as error:
        raise SignatureError("This URL was not signed by us.", field=_SIGNATURE) from error
    if set(query) - _PARAMETERS:
        raise SignatureError("This URL carries parameters that were not signed.", field=_SIGNATURE)
    return Grant(
        method=method,
        key=key,
        expires_at=expires_at,
        content_type=query.get(_CONTENT_TYPE, ""),
        size=size,
        filename=query.get(_FILENAME, ""),
    )


def _whole(text: str) -> int:
    # int() also takes signs, spaces and leading zeros: one URL would then have several spellings.
    number = int(text) if len(text) <= MAX_DIGITS else -1
    if number < 0 or str(number) != text:
        raise ValueError(text)
    return number


def _mac(signing_key: bytes, grant: Grant) -> str:
    if len(signing_key) < MIN_SIGNING_KEY_BYTES:
        raise ValueError(f"the signing key has less than {MIN_SIGNING_KEY_BYTES} bytes")
    # JSON keeps the fields apart, so that no two grants have the same bytes.
    claims = ["solvent-url-1", grant.method, grant.key, grant.content_type, grant.size, grant.filename]
    message = json.dumps([*claims, int(grant.expires_at.timestamp())]).encode()
    return hmac.new(signing_key, message, hashlib.sha256).hexdigest()

import base64
import binascii
from uuid import UUID

from core.errors import DomainError


class InvalidIdError(DomainError):
    """Neither a UUID nor a global id of the right type."""

    code = "INVALID_ID"


def read_id(text: str, type_name: str) -> UUID:
    """A UUID, or the global id that GraphQL shows (`base64("Type:uuid")`). Raises InvalidIdError."""
    try:
        return UUID(text)
    except ValueError:
        pass
    try:
        found, _, key = base64.b64decode(text, validate=True).decode().partition(":")
        if found == type_name:
            return UUID(key)
    except (ValueError, binascii.Error):
        pass
    raise InvalidIdError(f"{text!r} is no id of a {type_name}.", field="id")

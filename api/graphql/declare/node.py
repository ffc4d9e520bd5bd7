"""Global ids: `base64("Type:uuid")`, so that any object can be asked for again by its id alone."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import strawberry

from core.errors import NotFoundError


def encode_id(type_name: str, key: UUID) -> str:
    """The global id of a row."""
    return binascii.b2a_base64(f"{type_name}:{key}".encode(), newline=False).decode()


def split_id(text: str) -> tuple[str, UUID]:
    """Type and key of a global id. Raises NotFoundError: what we never gave out stands for nothing."""
    try:
        type_name, _, key = base64.b64decode(text, validate=True).decode().partition(":")
        return type_name, UUID(key)
    except (ValueError, binascii.Error):
        raise NotFoundError("There is no such object.", field="id") from None


def decode_id(text: str, type_name: str, field: str) -> UUID:
    """The key, when the id is one of this type. Raises NotFoundError naming the input field."""
    try:
        found, key = split_id(text)
    except NotFoundError:
        found, key = "", UUID(int=0)
    if found != type_name:
        raise NotFoundError(f"There is no such {type_name}.", field=field)
    return key


def decode_ids(ids: Sequence[str] | None, type_name: str, field: str) -> list[UUID] | None:
    """Their keys; None for None. Raises NotFoundError naming the input field."""
    return [decode_id(text, type_name, field) for text in ids] if ids is not None else None


def global_id(root: strawberry.Parent[Any]) -> strawberry.ID:
    """The id of a type that wraps a row."""
    return strawberry.ID(encode_id(type(root).__name__, root.row.id))


@strawberry.interface(description="Anything that can be asked for again by its id.")
class Node:
    """The Relay interface."""

    id: strawberry.ID = strawberry.field(resolver=global_id, description="The id, the same for ever, opaque.")

import unicodedata

from core.errors import DomainError

MAX_KEY_BYTES = 900
"""S3 allows 1,024; the rest is room for a prefix that an operator may add."""


class ObjectKeyError(DomainError):
    """The key can't name an object."""

    code = "OBJECT_KEY_INVALID"


def check_object_key(key: str) -> None:
    """Refuse keys that some store would read as another place, the same on every store. Raises ObjectKeyError."""
    if not key or len(key.encode("utf-8", "replace")) > MAX_KEY_BYTES:
        raise ObjectKeyError(f"An object key has 1 to {MAX_KEY_BYTES} bytes.", field="key")
    if any(part in {"", ".", ".."} for part in key.split("/")):
        raise ObjectKeyError(f"Object key {key!r} has an empty, '.' or '..' part.", field="key")
    if "\\" in key or any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in key):
        raise ObjectKeyError(f"Object key {key!r} holds a backslash or a control character.", field="key")

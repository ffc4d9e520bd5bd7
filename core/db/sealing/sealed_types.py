"""Columns that are sealed on their way into the database and opened on their way out.

What is sealed begins with a mark, so that values of before are read as they are until the job that seals them came by.
"""

import base64
import binascii
import json
from typing import Any, Final

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from core.db.sealing.opened_keys import SealBrokenError, acting_key, is_system, key_of

TEXT_MARK: Final = "sealed:1:"
BYTES_MARK: Final = b"sealed:1:"


class SealedText(TypeDecorator[str]):
    """Text under its person's key. `place` is the table and the column: a value that was moved does not open.

    The platform's own rows, written by the system role, stay as they are. Equality in SQL finds nothing.
    """

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 SQLAlchemy's signature
        """Seal. Raises SealedUnavailableError."""
        return value if value is None or is_sealed(value) or is_system() else seal_text(self.place, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 as above
        """Open. The system role, which looks across people, is shown what is sealed."""
        if value is None or is_system():
            return value
        return open_text(self.place, value)


class SealedBytes(TypeDecorator[bytes]):
    """The same for bytes."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 as above
        """Seal. Raises SealedUnavailableError."""
        if value is None or is_sealed(value) or is_system():
            return value
        return BYTES_MARK + acting_key().seal(self.place, value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 as above
        """Open, as above."""
        if value is None or is_system() or not is_sealed(bytes(value)):
            return value if value is None else bytes(value)
        sealed = bytes(value)[len(BYTES_MARK) :]
        return key_of(sealed).open(self.place, sealed)


class SealedJson(TypeDecorator[Any]):
    """The same for JSON: what is sealed is one string."""

    impl = JSONB
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 as above
        """Seal. Raises SealedUnavailableError."""
        if value is None or is_system() or (isinstance(value, str) and is_sealed(value)):
            return value
        return seal_text(self.place, json.dumps(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 as above
        """Open, as above."""
        if is_system() or not isinstance(value, str) or not is_sealed(value):
            return value
        return json.loads(open_text(self.place, value))


def is_sealed(value: str | bytes) -> bool:
    """Whether it carries the mark."""
    return value.startswith(TEXT_MARK) if isinstance(value, str) else value.startswith(BYTES_MARK)


def seal_text(place: str, text: str) -> str:
    """Sealed by the key of the person whose transaction this is. Raises SealedUnavailableError."""
    return TEXT_MARK + base64.b64encode(acting_key().seal(place, text.encode())).decode()


def open_text(place: str, value: str) -> str:
    """What was sealed; a value of before as it is. Raises SealedUnavailableError, SealBrokenError."""
    if not is_sealed(value):
        return value
    try:
        sealed = base64.b64decode(value[len(TEXT_MARK) :], validate=True)
    except binascii.Error as error:
        raise SealBrokenError(f"A sealed value of {place} can't be read.") from error
    return key_of(sealed).open(place, sealed).decode()


class BlindDigest:
    """A column's default: the keyed digest of a sealed value in the same row, by which equal ones are found."""

    def __init__(self, place: str, digest_of: str) -> None:
        self.place = place
        self.digest_of = digest_of

    def of(self, text: str | None) -> bytes | None:
        """The digest of a text under the key of the person whose transaction this is."""
        return None if text is None or is_system() else acting_key().blind(self.place, text)

    def __call__(self, context: Any) -> bytes | None:
        """For the row that is being inserted."""
        return self.of(context.get_current_parameters().get(self.digest_of))

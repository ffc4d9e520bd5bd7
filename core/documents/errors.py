"""What can be refused about uploads and documents."""

from core.errors import DomainError


class UploadTooLargeError(DomainError):
    """More bytes than are taken."""

    code = "UPLOAD_TOO_LARGE"


class EmptyUploadError(DomainError):
    """A file of no bytes."""

    code = "UPLOAD_EMPTY"


class InvalidFilenameError(DomainError):
    """A name that is empty, too long, or has control characters."""

    code = "INVALID_FILENAME"


class UploadMissingError(DomainError):
    """`completeUpload` before the file was sent."""

    code = "UPLOAD_MISSING"


class UploadSizeError(DomainError):
    """Another number of bytes than was announced."""

    code = "UPLOAD_SIZE"


class UploadExpiredError(DomainError):
    """The address for the file is not valid any more."""

    code = "UPLOAD_EXPIRED"


class InvalidQueryError(DomainError):
    """A search for nothing, or for a whole book."""

    code = "INVALID_QUERY"


class PaymentCoveredError(DomainError):
    """Other documents account for all of a payment, or for more of it than is left."""

    code = "PAYMENT_COVERED"

"""What can be refused about people and their sessions."""

from core.errors import DomainError


class InvalidEmailError(DomainError):
    """Not a mail address that could receive mail."""

    code = "INVALID_EMAIL"


class WeakPasswordError(DomainError):
    """Too short, too long, or too easy to guess."""

    code = "WEAK_PASSWORD"


class InvalidNameError(DomainError):
    """A display name that is empty or too long."""

    code = "INVALID_NAME"


class BadCredentialsError(DomainError):
    """Unknown address or wrong password: which one is not said."""

    code = "BAD_CREDENTIALS"


class EmailNotVerifiedError(DomainError):
    """The password is right, but the address was never confirmed."""

    code = "EMAIL_NOT_VERIFIED"


class DeactivatedError(DomainError):
    """The account is switched off."""

    code = "ACCOUNT_DEACTIVATED"


class InvalidLinkError(DomainError):
    """A mailed link that is forged, spent or too old."""

    code = "INVALID_LINK"


class InvalidTokenError(DomainError):
    """An access or refresh token that is forged, spent, ended or too old."""

    code = "INVALID_TOKEN"


class TooManyAttemptsError(DomainError):
    """The limit for now is used up."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds

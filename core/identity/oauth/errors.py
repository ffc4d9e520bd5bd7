"""What can be refused about apps."""

from core.errors import DomainError, UnavailableError


class InvalidRedirectError(DomainError):
    """A redirect URI that is not https or loopback, or could be read in two ways."""

    code = "INVALID_REDIRECT_URI"


class InvalidAppError(DomainError):
    """An app's registration that makes no sense."""

    code = "INVALID_APP"


class InvalidScopeError(DomainError):
    """A scope that there is not, or not for this."""

    code = "INVALID_SCOPE"


class AuthorizationOverError(DomainError):
    """The request of an app is unknown, decided or too old."""

    code = "AUTHORIZATION_OVER"


class SignInAgainError(DomainError):
    """The app asks for a fresh sign-in, and this one is older."""

    code = "STEP_UP_NEEDED"


class InvalidProofError(DomainError):
    """A DPoP proof that is missing, malformed, old, used before or of another key."""

    code = "INVALID_DPOP_PROOF"


class OnceUnavailableError(UnavailableError):
    """Nobody can tell whether something was used before."""

    code = "ONCE_UNAVAILABLE"

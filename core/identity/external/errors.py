"""What can be refused about accounts at outside providers."""

from core.errors import DomainError


class UnknownProviderError(DomainError):
    """No provider of this code is set up."""

    code = "UNKNOWN_PROVIDER"


class VisitOverError(DomainError):
    """The visit to the provider is unknown, too old, done, or began in another browser."""

    code = "EXTERNAL_SIGN_IN_OVER"


class LinkFirstError(DomainError):
    """There is an account of this mail address: its owner links the provider while signed in."""

    code = "LINK_FIRST"


class UnverifiedAddressError(DomainError):
    """The provider does not vouch for the mail address, so no account can be made of it."""

    code = "ADDRESS_NOT_VOUCHED"


class IdentityTakenError(DomainError):
    """This account at the provider belongs to somebody else's account here."""

    code = "IDENTITY_TAKEN"

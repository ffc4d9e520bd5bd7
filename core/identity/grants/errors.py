"""What can be refused about grants and roles."""

from core.errors import DomainError


class GrantExistsError(DomainError):
    """This address was let in, or invited, already: end that grant to make another."""

    code = "GRANT_EXISTS"


class InvalidGrantError(DomainError):
    """A grant to oneself, for a time that is over, or one too many."""

    code = "INVALID_GRANT"


class GrantStateError(DomainError):
    """The grant is past the point where this could be done."""

    code = "GRANT_STATE"


class OwnRoleError(DomainError):
    """Nobody changes their own role."""

    code = "OWN_ROLE"

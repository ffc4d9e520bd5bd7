"""What one person may be given in another's books."""

from enum import StrEnum


class GrantKind(StrEnum):
    """How far a grant goes."""

    ACCOUNTANT = "accountant"  # reads, and sorts movements into categories
    READ_ONLY = "read_only"  # reads
    INSPECTION = "inspection"  # an admin's look into somebody's books: reads, for a short while, for a reason


class GrantState(StrEnum):
    """Where a grant stands. One that has run out stays `active` in the table, and is worth nothing."""

    INVITED = "invited"
    ACTIVE = "active"
    DECLINED = "declined"
    REVOKED = "revoked"

"""What can be refused in the marketplace."""

from core.errors import DomainError


class ConsentMismatchError(DomainError):
    """The fields a person agreed to hand over are not those the offer asks for."""

    code = "CONSENT_MISMATCH"


class LeadExistsError(DomainError):
    """The person has a lead for this offer already."""

    code = "LEAD_EXISTS"

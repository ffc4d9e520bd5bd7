"""What can be refused in the marketplace."""

from core.errors import DomainError


class ConsentMismatchError(DomainError):
    """The fields a person agreed to hand over are not those the offer asks for."""

    code = "CONSENT_MISMATCH"


class LeadExistsError(DomainError):
    """The person has a lead for this offer already."""

    code = "LEAD_EXISTS"


class NotEligibleError(DomainError):
    """The person's own data say that the offer is not for them."""

    code = "NOT_ELIGIBLE"


class LeadValueUnknownError(DomainError):
    """The offer asks for something that is not known of the person."""

    code = "LEAD_VALUE_UNKNOWN"


class PreviewChangedError(DomainError):
    """What would be handed over is not what the person was shown."""

    code = "PREVIEW_CHANGED"


class LeadStateError(DomainError):
    """The lead can't come into that state from where it stands, or not by who asks for it."""

    code = "LEAD_STATE"


class OfferWithoutEligibilityError(DomainError):
    """An offer that does not say for whom it is can't be published."""

    code = "OFFER_WITHOUT_ELIGIBILITY"


class InvalidEligibilityError(DomainError):
    """A rule of eligibility that makes no sense."""

    code = "INVALID_ELIGIBILITY"


class InvalidOfferError(DomainError):
    """An offer's text, name or fields that can't be."""

    code = "INVALID_OFFER"


class OfferExistsError(DomainError):
    """The partner has an offer of this name already."""

    code = "OFFER_EXISTS"


class NotAPartnerError(DomainError):
    """Who asks is tied to no partner."""

    code = "NOT_A_PARTNER"


class PartnerTieError(DomainError):
    """The app or the account can't be this partner's."""

    code = "PARTNER_TIE"

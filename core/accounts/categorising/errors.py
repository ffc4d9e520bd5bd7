from core.errors import DomainError


class PremiumNeededError(DomainError):
    """More categories of one's own than come free."""

    code = "PREMIUM_NEEDED"

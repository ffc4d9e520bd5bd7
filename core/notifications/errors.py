"""What can be refused about notifications."""

from core.errors import DomainError


class TimeZoneUnknownError(DomainError):
    """No zone of that name."""

    code = "TIME_ZONE_UNKNOWN"


class NotificationTimesError(DomainError):
    """Quiet hours or the hour of a digest that can't be."""

    code = "NOTIFICATION_TIMES"


class PushKeysError(DomainError):
    """What a browser gave is no subscription."""

    code = "PUSH_KEYS"


class PushLimitError(DomainError):
    """As many browsers as one person may subscribe."""

    code = "PUSH_LIMIT"

"""What can be refused about webhooks."""

from core.errors import DomainError


class WebhookKindsError(DomainError):
    """No kinds of events, or one that can't be subscribed to."""

    code = "WEBHOOK_KINDS"


class WebhookLimitError(DomainError):
    """The person has as many endpoints as one may have."""

    code = "WEBHOOK_LIMIT"


class WebhookInactiveError(DomainError):
    """The endpoint is paused or disabled: nothing is sent to it."""

    code = "WEBHOOK_INACTIVE"


class DeliveryPendingError(DomainError):
    """The delivery has not ended: it is tried again by itself."""

    code = "DELIVERY_PENDING"


class WebhookTextError(DomainError):
    """A description that is too long."""

    code = "INVALID_TEXT"


class WebhookScopeError(DomainError):
    """An app's endpoint can't be told of what the app was not let see."""

    code = "WEBHOOK_SCOPE"


class WebhookOfAppError(DomainError):
    """An app keeps the endpoint: the person can only delete it."""

    code = "WEBHOOK_OF_APP"


class AppEndedError(Exception):
    """The app that keeps the endpoint may do nothing for the person any more. Delivering alone meets it."""

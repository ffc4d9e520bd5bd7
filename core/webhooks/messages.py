"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class SendWebhookMail(JobMessage):
    """Mail a person that one of their endpoints is told of nothing more."""

    name: ClassVar[str] = "webhooks.send_mail"
    max_attempts: ClassVar[int] = 12
    webhook_id: UUID


class PruneWebhooks(JobMessage):
    """Forget deliveries that ended long ago, and events that are sent nowhere any more."""

    name: ClassVar[str] = "webhooks.prune"

"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class SendVerificationMail(JobMessage):
    """Mail a person the link that confirms their address."""

    name: ClassVar[str] = "identity.send_verification_mail"
    max_attempts: ClassVar[int] = 12
    link_id: UUID


class SendAlreadyRegisteredMail(JobMessage):
    """Tell a person that somebody tried to register with their address again."""

    name: ClassVar[str] = "identity.send_already_registered_mail"
    max_attempts: ClassVar[int] = 12
    recipient_id: UUID


class PurgeExpiredSessions(JobMessage):
    """Drop refresh tokens and mailed links that ended more than a month ago."""

    name: ClassVar[str] = "identity.purge_expired_sessions"

"""The jobs of this domain. Whom a mail is for is told by id: the job reads what is true when it is sent."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from core.identity.models import MailLinkPurpose
from core.jobs.message import JobMessage


class SendLinkMail(JobMessage):
    """Mail a person a link that was made for them."""

    name: ClassVar[str] = "identity.send_link_mail"
    max_attempts: ClassVar[int] = 12
    link_id: UUID


class MakeMailLink(JobMessage):
    """Make a link for a person, if there is one of this id whom it suits, and have it mailed."""

    name: ClassVar[str] = "identity.make_mail_link"
    max_attempts: ClassVar[int] = 12
    recipient_id: UUID
    purpose: MailLinkPurpose


class Notice(StrEnum):
    """What a person is told of their account without being asked to do something."""

    NEW_DEVICE = "new_device"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 a word, no secret
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    TOTP_ADDED = "totp_added"
    TOTP_REMOVED = "totp_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    FACTORS_RESET = "factors_reset"
    PAYEE_ADDED = "payee_added"
    WEBHOOK_ADDED = "webhook_added"


class SendNotice(JobMessage):
    """Mail a person what happened to their account. Nobody who got into it can stop that."""

    name: ClassVar[str] = "identity.send_notice"
    max_attempts: ClassVar[int] = 12
    is_stoppable: ClassVar[bool] = False
    recipient_id: UUID
    notice: Notice
    session_id: UUID | None = None
    """The session it is about, or that it was done from."""
    at: datetime | None = None
    """When it was done; when that session began if left out."""


class SendGrantInvitation(JobMessage):
    """Mail somebody that they were let into a person's books, if they accept."""

    name: ClassVar[str] = "identity.send_grant_invitation"
    max_attempts: ClassVar[int] = 12
    grant_id: UUID


class GrantNews(StrEnum):
    """What became of a grant."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"
    INSPECTION = "inspection"


class SendGrantNews(JobMessage):
    """Mail one side of a grant what the other, or an admin, did with it."""

    name: ClassVar[str] = "identity.send_grant_news"
    max_attempts: ClassVar[int] = 12
    is_stoppable: ClassVar[bool] = False
    grant_id: UUID
    recipient_id: UUID
    news: GrantNews


class PurgeExpiredSessions(JobMessage):
    """Drop sessions, links, devices and registrations that are of no use any more."""

    name: ClassVar[str] = "identity.purge_expired_sessions"

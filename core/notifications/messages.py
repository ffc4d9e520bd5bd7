"""The jobs of this domain. Nobody cancels them: what is not wanted is switched off."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class HandOverNotices(JobMessage):
    """Hand what is due to a person over to the jobs that send it."""

    name: ClassVar[str] = "notifications.hand_over"
    is_stoppable: ClassVar[bool] = False


class SendNoticeMail(JobMessage):
    """Send one mail, of the notices that it took."""

    name: ClassVar[str] = "notifications.send_mail"
    max_attempts: ClassVar[int] = 8
    is_stoppable: ClassVar[bool] = False
    mail_id: UUID


class SendPush(JobMessage):
    """Send one notice to one browser. `more` of its kind came with it."""

    name: ClassVar[str] = "notifications.send_push"
    max_attempts: ClassVar[int] = 8
    is_stoppable: ClassVar[bool] = False
    notice_id: UUID
    subscription_id: UUID
    more: int = 0


class HandOverLate(JobMessage):
    """Have handed over what should have been long ago."""

    name: ClassVar[str] = "notifications.hand_over_late"


class PruneNotices(JobMessage):
    """Drop what was told long ago."""

    name: ClassVar[str] = "notifications.prune"

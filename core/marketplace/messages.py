"""The jobs of this domain."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class LeadNews(StrEnum):
    """What a partner is told of a lead."""

    SENT = "sent"
    WITHDRAWN = "withdrawn"


class TellPartner(JobMessage):
    """Have a partner's webhooks told of a lead. `step_id` is the step of its history that they are told of."""

    name: ClassVar[str] = "marketplace.tell_partner"
    max_attempts: ClassVar[int] = 12
    partner_id: UUID
    lead_id: UUID
    step_id: UUID
    news: LeadNews

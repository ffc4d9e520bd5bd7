"""The jobs of this domain."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class ExportData(JobMessage):
    """Write everything about a person into an archive."""

    name: ClassVar[str] = "privacy.export_data"
    export_id: UUID


class ImportData(JobMessage):
    """Bring an archive into an empty account."""

    name: ClassVar[str] = "privacy.import_data"
    max_attempts: ClassVar[int] = 3
    upload_id: UUID


class Occasion(StrEnum):
    """What a person is told about the erasure of their account."""

    REQUESTED = "requested"
    CANCELLED = "cancelled"
    SHUT = "shut"


class SendErasureMail(JobMessage):
    """Tell a person that their account will be erased, that it will not, or that it is shut."""

    name: ClassVar[str] = "privacy.send_erasure_mail"
    max_attempts: ClassVar[int] = 12
    erasure_id: UUID
    occasion: Occasion = Occasion.REQUESTED


class EraseDue(JobMessage):
    """Shut the accounts whose grace period is over, and have them erased."""

    name: ClassVar[str] = "privacy.erase_due"


class EraseAccount(JobMessage):
    """Erase one account. Names the wish and not the person, whose id must not outlive them here."""

    name: ClassVar[str] = "privacy.erase_account"
    max_attempts: ClassVar[int] = 50
    erasure_id: UUID


class DropOldExports(JobMessage):
    """Remove archives whose time is up."""

    name: ClassVar[str] = "privacy.drop_old_exports"


class SealOldValues(JobMessage):
    """Seal what was written before its column was sealed."""

    name: ClassVar[str] = "privacy.seal_old_values"
    is_kept: ClassVar[bool] = True

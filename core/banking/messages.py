"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class ImportStatement(JobMessage):
    """Read a statement file and bring its lines into the books."""

    name: ClassVar[str] = "banking.import_statement"
    import_id: UUID


class SyncBank(JobMessage):
    """Bring the accounts and movements of one bank connection up to date."""

    name: ClassVar[str] = "banking.sync_bank"
    connection_id: UUID

"""Identifiers: UUIDv7, so that ids need no coordinator and sort by the time they were made."""

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

UserId = NewType("UserId", UUID)
AccountId = NewType("AccountId", UUID)
TransactionId = NewType("TransactionId", UUID)
CategoryId = NewType("CategoryId", UUID)
UploadId = NewType("UploadId", UUID)
DocumentId = NewType("DocumentId", UUID)
JobId = NewType("JobId", UUID)


def new_id() -> UUID:
    """A new UUIDv7, monotonic within this process."""
    return uuid7()

"""Identifiers: UUIDv7, so that ids need no coordinator and sort by the time they were made."""

from typing import NewType
from uuid import UUID

import uuid_utils
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


def new_row_id() -> uuid_utils.UUID:
    """The same for rows on their way to the database, eight times as fast; no uuid.UUID, and equal to none."""
    return uuid_utils.uuid7()

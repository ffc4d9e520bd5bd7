import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from core.accounts.repository import account_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.errors import EmptyUploadError, InvalidFilenameError, UploadTooLargeError
from core.documents.models import UploadPurpose, UploadRow, UploadStatus
from core.ids import new_id
from core.ports.blob_store import BlobStore, SignedRequest

LIFETIME: Final = timedelta(minutes=30)
MAX_FILENAME: Final = 200
MAX_CONTENT_TYPE: Final = 100
_CONTENT_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+(; ?charset=[\w-]+)?")


@dataclass(frozen=True, slots=True)
class CreateUpload:
    """A file that a person is about to send. `size` is in bytes and is held to."""

    purpose: UploadPurpose
    filename: str
    content_type: str
    size: int
    account_id: UUID | None = None


async def create_upload(
    uow: UnitOfWork, clock: Clock, blobs: BlobStore, max_bytes: int, command: CreateUpload
) -> tuple[UploadRow, SignedRequest]:
    """Give out an address that takes exactly this file, for half an hour.

    Raises InvalidFilenameError, EmptyUploadError, UploadTooLargeError, NotFoundError (account).
    """
    filename = _filename(command.filename)
    if command.size <= 0:
        raise EmptyUploadError("The file is empty.", field="size")
    if command.size > max_bytes:
        raise UploadTooLargeError(f"A file may have {max_bytes // (1024 * 1024)} MiB at most.", field="size")
    if command.account_id is not None:
        await account_of(uow.session, uow.person, command.account_id)
    content_type = command.content_type.strip().lower()
    if len(content_type) > MAX_CONTENT_TYPE or not _CONTENT_TYPE.fullmatch(content_type):
        content_type = "application/octet-stream"  # what it is, its content tells
    upload_id = new_id()
    row = UploadRow(
        id=upload_id,
        user_id=uow.person,
        purpose=command.purpose,
        status=UploadStatus.WAITING,
        filename=filename,
        content_type=content_type,
        size=command.size,
        storage_key=f"people/{uow.person}/uploads/{upload_id}",
        account_id=command.account_id,
        expires_at=clock.now() + LIFETIME,
    )
    uow.session.add(row)
    await uow.session.flush()
    return row, blobs.signed_put(row.storage_key, content_type, command.size, LIFETIME)


def _filename(text: str) -> str:
    """The last part of what the person's machine calls the file."""
    name = re.split(r"[\\/]", text.strip())[-1]
    if not 0 < len(name) <= MAX_FILENAME or not name.isprintable():
        raise InvalidFilenameError(f"A file name has 1 to {MAX_FILENAME} printable characters.", field="filename")
    return name

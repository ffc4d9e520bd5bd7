"""The disk store's endpoint: what S3 does by itself, for files that live on this machine."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.requests import ClientDisconnect

from api.http.health import platform_of
from core.adapters.storage.url_signature import Grant, SignatureError, verify_signature
from core.adapters.wiring import file_url_key
from core.errors import DomainError, NotFoundError, UnavailableError

router = APIRouter(prefix="/files")
IN_MEMORY: Final = 1024 * 1024
PIECE: Final = 256 * 1024
BAD_REQUEST, FORBIDDEN, NOT_FOUND, UNAVAILABLE = 400, 403, 404, 503


def _grant(request: Request, key: str) -> Grant:
    """What the URL allows. Raises SignatureError; behind S3 nothing was signed by us, so nothing passes."""
    platform = platform_of(request)
    if platform.settings.s3_endpoint is not None:
        raise SignatureError("Files are not served here.")
    signing_key = file_url_key(platform.secrets)
    return verify_signature(signing_key, request.method, key, dict(request.query_params), platform.clock.now())


@router.put("/{key:path}")
async def put(request: Request, key: str) -> Response:
    """Take exactly the bytes that were announced, or nothing: the store writes whole objects only."""
    try:
        grant = _grant(request, key)
        announced = request.headers.get("content-length", "")
        grant.check_upload(request.headers.get("content-type"), int(announced) if announced.isdigit() else None)
        content = bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > grant.size:
                raise SignatureError(f"This URL accepts exactly {grant.size} bytes.")
        if len(content) != grant.size:
            raise SignatureError(f"{len(content)} bytes arrived, {grant.size} were announced.")
        await platform_of(request).blobs.put(key, bytes(content), grant.content_type)
    except DomainError as error:
        return _refusal(error)
    except ClientDisconnect:
        return Response(status_code=BAD_REQUEST)  # nobody is there to read it
    return Response(status_code=200)


@router.get("/{key:path}")
async def get(request: Request, key: str) -> Response:
    """Serve a file as a download: never shown by the browser, whatever it holds."""
    content = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 the answer closes it
    try:
        grant = _grant(request, key)
        await platform_of(request).blobs.download(key, content)
    except DomainError as error:
        content.close()
        return _refusal(error)
    size = content.tell()
    disposition = f"attachment; filename*=UTF-8''{quote(grant.filename)}"
    headers = {"content-disposition": disposition, "content-length": str(size)}
    return StreamingResponse(_pieces(content), media_type="application/octet-stream", headers=headers)


async def _pieces(content: BinaryIO) -> AsyncIterator[bytes]:
    """A stored file in pieces: an archive of everything about a person is not held in memory."""
    with content:
        content.seek(0)
        while piece := await asyncio.to_thread(content.read, PIECE):
            yield piece


def _refusal(error: DomainError) -> JSONResponse:
    status = FORBIDDEN
    if isinstance(error, NotFoundError):
        status = NOT_FOUND
    elif isinstance(error, UnavailableError):
        status = UNAVAILABLE
    return JSONResponse({"code": error.code, "message": error.message}, status_code=status)

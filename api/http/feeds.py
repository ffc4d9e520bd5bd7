"""Calendars that other programs read. The address is all that opens one: it is in no log, and nothing keeps it."""

import hashlib
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.health import platform_of
from core.adapters.wiring import Platform
from core.clock import today
from core.errors import NotFoundError
from core.identity.errors import TooManyAttemptsError
from core.taxes.keep_calendar import owner_of_calendar

router = APIRouter(prefix="/feeds")
CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
MINUTE: Final = 60
SHARE: Final = 20
"""Of what an address may ask for, the part that may be of one calendar."""
OK, NOT_MODIFIED, NOT_FOUND, TOO_MANY = 200, 304, 404, 429


def address_of_calendar(public_url: str, token: str) -> str:
    """Where the calendar of a token is read."""
    return f"{public_url}/feeds/taxes/{token}.ics"


@router.api_route("/taxes/{token}.ics", methods=["GET", "HEAD"], include_in_schema=False)
async def tax_calendar(request: Request, token: str) -> Response:
    """The deadlines of whoever the address belongs to; 304 for who has them as they are.

    An address that was never given and one that was revoked are the same: not there.
    """
    platform = platform_of(request)
    try:
        body = await _calendar(platform, request.client.host if request.client else "", token)
    except NotFoundError:
        return Response(status_code=NOT_FOUND, headers={"cache-control": "no-store"})
    except TooManyAttemptsError as error:
        return Response(status_code=TOO_MANY, headers={"retry-after": str(error.retry_after_seconds)})
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # Asked anew each time, and by nobody in between: what is revoked must be gone.
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    headers["content-disposition"] = 'inline; filename="taxes.ics"'
    return Response(body, status_code=OK, headers=headers, media_type=CALENDAR_TYPE)


async def _calendar(platform: Platform, address: str, token: str) -> bytes:
    # icalendar takes 7 MB, and few processes are asked for a calendar.
    from core.taxes.write_calendar import tax_calendar_entries, write_tax_calendar  # noqa: PLC0415 as said above

    limit = platform.settings.limits.calendars_per_minute
    await _count(platform, "calendar-address", address, limit)
    async with platform.database.read_system() as read:
        owner = await owner_of_calendar(read, token)
    await _count(platform, "calendar", str(owner.calendar_id), limit // SHARE)
    async with platform.database.read(owner.user_id) as read:
        entries = await tax_calendar_entries(read, owner, today(platform.clock))
    return write_tax_calendar(entries, owner.lead_days)


async def _count(platform: Platform, name: str, who: str, limit: int) -> None:
    allowance = await platform.limiter.hit(name, who, limit, MINUTE)
    if not allowance.is_allowed:
        raise TooManyAttemptsError("Too many requests.", retry_after_seconds=allowance.reset_seconds)


def _has(if_none_match: str, tag: str) -> bool:
    """Whether the client has this version (RFC 9110, 13.1.2: compared weakly)."""
    told = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
    return "*" in told or tag in told

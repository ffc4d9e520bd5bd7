"""Checking an income report: whoever holds the paper asks what its code stands for, without signing in."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.http.health import platform_of
from core.adapters.wiring import Platform
from core.errors import NotFoundError
from core.money import in_major_units
from core.reports.figures import Sum
from core.reports.verify_report import CheckedReport, verify_report

router = APIRouter(prefix="/reports")
MINUTE: Final = 60
OK, NOT_FOUND, TOO_MANY = 200, 404, 429
_ASKED_ANEW: Final = {"cache-control": "no-store"}
"""What is revoked is gone at once, and nobody in between keeps what was said before."""


@router.get("/{code}", summary="Check an income report")
async def check_report(request: Request, code: str) -> JSONResponse:
    """Digest, date and totals of the report that shows this code, and nothing else.

    A code that was never given, one that was revoked and one whose time is up get the same answer.
    """
    platform = platform_of(request)
    address = request.client.host if request.client else ""
    limit = platform.settings.limits.report_checks_per_minute
    allowance = await platform.limiter.hit("report-check", address, limit, MINUTE)
    if not allowance.is_allowed:
        headers = _ASKED_ANEW | {"retry-after": str(allowance.reset_seconds)}
        return _answer(TOO_MANY, {"code": "RATE_LIMITED", "message": "Too many requests."}, headers)
    try:
        checked = await _checked(platform, code)
    except NotFoundError as error:
        return _answer(NOT_FOUND, {"code": error.code, "message": error.message}, _ASKED_ANEW)
    return _answer(OK, _shown(checked), _ASKED_ANEW)


async def _checked(platform: Platform, code: str) -> CheckedReport:
    async with platform.database.read_system() as read:
        return await verify_report(read, platform.clock, code)


def _shown(checked: CheckedReport) -> dict[str, Any]:
    totals = checked.totals
    return {
        "digest": checked.digest,
        "madeOn": checked.made_on.isoformat(),
        "totals": {
            "from": checked.starts_on.isoformat(),
            "to": checked.ends_on.isoformat(),
            "currency": checked.currency,
            **{name: _sum(getattr(totals, name), checked.currency) for name in ("income", "expenses", "profit")},
        },
    }


def _sum(amount: Sum, currency: str) -> dict[str, str]:
    return {
        "confirmed": f"{in_major_units(amount.confirmed, currency):f}",
        "estimated": f"{in_major_units(amount.estimated, currency):f}",
    }


def _answer(status: int, body: dict[str, Any], headers: dict[str, str]) -> JSONResponse:
    return JSONResponse(body, status_code=status, headers=headers)

"""Health, metrics and public keys."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.adapters.wiring import Platform, platform_ready

router = APIRouter()


def platform_of(request: Request) -> Platform:
    """The platform of this process."""
    platform: Platform = request.app.state.platform
    return platform


@router.get("/health/live")
async def live() -> dict[str, str]:
    """The process runs."""
    return {"status": "ok"}


@router.get("/health/ready")
async def ready(request: Request) -> JSONResponse:
    """Whether each dependency answers, by name; 503 when one does not."""
    dependencies = await platform_ready(platform_of(request))
    is_ready = all(state == "ok" for state in dependencies.values())
    status = {"status": "ok" if is_ready else "degraded", "dependencies": dependencies}
    return JSONResponse(status, status_code=200 if is_ready else 503)


@router.get("/metrics")
async def metrics() -> Response:
    """Metrics in Prometheus' text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/.well-known/jwks.json")
async def jwks(request: Request) -> dict[str, Any]:
    """The public keys that access tokens are signed with (RFC 7517)."""
    return await platform_of(request).access_tokens.jwks()

"""Health, metrics and public keys."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.adapters.wiring import Platform, platform_ready
from core.identity.access_token import KEYS_FRESH_SECONDS

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
async def jwks(request: Request) -> JSONResponse:
    """The public keys that access tokens are signed with (RFC 7517).

    A verifier may keep them for five minutes, and should ask again when it meets a key that it does not know.
    """
    keys = await platform_of(request).access_tokens.jwks()
    headers = {"cache-control": f"public, max-age={KEYS_FRESH_SECONDS}, stale-if-error=3600"}
    return JSONResponse(keys, headers=headers, media_type="application/jwk-set+json")

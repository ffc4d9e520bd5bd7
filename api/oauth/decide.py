from datetime import datetime, timedelta
from uuid import UUID

from api.oauth.protocol_request import ProtocolRequest
from api.oauth.server import Answer, ProtocolServer
from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.identity.oauth.authorization import take_request
from core.identity.oauth.errors import SignInAgainError
from core.identity.oauth.models import OAuthRequestRow
from core.identity.repository import user_by_id


async def decide_authorization(
    platform: Platform, uow: UnitOfWork, handle: str, person: UUID, signed_in_at: datetime | None
) -> str:
    """Spend a request and return where the browser goes: with a code, or without `signed_in_at` with a no.

    Everything is checked anew, since the app may have been changed meanwhile. Needs the system role's unit of work.
    Raises AuthorizationOverError, SignInAgainError.
    """
    kept, _ = await take_request(uow, platform.clock, handle, is_pushed=False)
    user = await user_by_id(uow.session, person) if signed_in_at is not None else None
    if signed_in_at is not None:
        _check_age(kept, signed_in_at, platform.clock.now())
    server = ProtocolServer(platform, uow)
    server.signed_in_at = signed_in_at
    request = ProtocolRequest("GET", {str(name): str(value) for name, value in kept.parameters.items()}, {})
    server.create_oauth2_request(request)

    def decide() -> Answer:
        grant = server.get_authorization_grant(request)
        answer: Answer = server.create_authorization_response(request, grant_user=user, grant=grant)
        return answer

    answer = await server.run(decide)
    return str(answer.location)


def _check_age(kept: OAuthRequestRow, signed_in_at: datetime, now: datetime) -> None:
    """Whether the sign-in is as fresh as the app wants it. Raises SignInAgainError."""
    max_age = kept.parameters.get("max_age")
    wants_new = "login" in str(kept.parameters.get("prompt", "")).split() and signed_in_at < kept.created_at
    if wants_new or (max_age is not None and signed_in_at < now - timedelta(seconds=int(max_age))):
        raise SignInAgainError("The app asks that you sign in anew.", field="request")

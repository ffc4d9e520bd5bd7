from typing import Any

from core.adapters.wiring import Platform
from core.identity.oauth.app_token import TokenOfApp
from core.identity.oauth.scopes import Scope
from core.identity.repository import user_by_id


async def claims_of(platform: Platform, token: TokenOfApp) -> dict[str, Any] | None:
    """What OpenID tells an app of a person under its scopes; None where it may not know who they are."""
    if Scope.OPENID not in token.scopes or token.family_id is None:
        return None
    async with platform.database.read(token.subject) as read:
        user = await user_by_id(read.session, token.subject)
    claims: dict[str, Any] = {"sub": str(user.id)}
    if Scope.PROFILE in token.scopes:
        claims |= {"name": user.display_name, "locale": user.locale}
    if Scope.EMAIL in token.scopes:
        claims |= {"email": user.email, "email_verified": user.verified_at is not None}
    return claims

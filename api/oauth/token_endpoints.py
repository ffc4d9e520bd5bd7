"""Taking a token back (RFC 7009) and asking about one (RFC 7662)."""

from typing import Any

from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from sqlalchemy.util import await_only

from api.oauth.grants import AUTH_METHODS
from api.oauth.parties import ProtocolClient, ProtocolRefreshToken
from core.identity.errors import InvalidTokenError
from core.identity.oauth.app_token import TokenOfApp
from core.identity.oauth.live_tokens import is_live, revoke_token
from core.identity.oauth.token_family import end_family, find_refresh_token


class ProtocolAccessToken:
    """An access token of ours that has not ended by itself."""

    def __init__(self, token: TokenOfApp, *, is_live: bool) -> None:
        self.token = token
        self._is_live = is_live

    def check_client(self, client: ProtocolClient) -> bool:
        """Whether it is this app's."""
        return self.token.client_id == client.row.id

    def is_expired(self) -> bool:
        """Such a one is not found."""
        return False

    def is_revoked(self) -> bool:
        """By itself or with its family."""
        return not self._is_live

    def told(self, issuer: str, audience: str) -> dict[str, Any]:
        """For introspection."""
        token = self.token
        told: dict[str, Any] = {
            "scope": " ".join(sorted(token.scopes)),
            "client_id": str(token.client_id),
            "sub": str(token.subject),
            "iss": issuer,
            "aud": audience,
            "exp": int(token.expires_at.timestamp()),
            "iat": int(token.issued_at.timestamp()),
            "jti": str(token.jti),
            "token_type": "Bearer" if token.thumbprint is None else "DPoP",
        }
        return told if token.thumbprint is None else told | {"cnf": {"jkt": token.thumbprint}}


Found = ProtocolAccessToken | ProtocolRefreshToken | None


def find_token(server: Any, token: str) -> Found:
    """A token of the app that asks, whatever the hint says of its kind."""
    return await_only(_find(server, server.request.client.row.id, token))


async def _find(server: Any, client_id: Any, text: str) -> Found:
    if "." not in text:  # ours are base64url, and JWTs have dots
        found = await find_refresh_token(server.uow, server.platform.clock, text, client_id)
        return ProtocolRefreshToken(*found) if found is not None else None
    try:
        token = await server.platform.app_tokens.read(text)
    except InvalidTokenError:
        return None
    live = await is_live(server.uow.session, token.client_id, token.jti, token.family_id)
    return ProtocolAccessToken(token, is_live=live)


class Revocation(RevocationEndpoint):  # type: ignore[misc]  # the library has no types
    """Also for apps that can keep no secret: to hold the token is enough to give it back."""

    CLIENT_AUTH_METHODS = AUTH_METHODS

    def query_token(self, token_string: str, token_type_hint: str | None) -> Found:  # noqa: ARG002 found without it
        """The app's own."""
        return find_token(self.server, token_string)

    def revoke_token(self, token: Any, request: Any) -> None:  # noqa: ARG002 Authlib's signature
        """A refresh token ends all that grew from the same consent; an access token only itself."""
        uow, clock = self.server.uow, self.server.platform.clock
        if isinstance(token, ProtocolRefreshToken):
            await_only(end_family(uow, clock, token.family, "revoked by the app"))
        else:
            await_only(revoke_token(uow, token.token.jti, token.token.expires_at))


class Introspection(IntrospectionEndpoint):  # type: ignore[misc]  # as above
    """For apps with a server of their own, about tokens of their own."""

    CLIENT_AUTH_METHODS = AUTH_METHODS[:-1]

    def query_token(self, token_string: str, token_type_hint: str | None) -> Found:  # noqa: ARG002 found without it
        """The app's own."""
        return find_token(self.server, token_string)

    def check_permission(self, token: Any, client: ProtocolClient, request: Any) -> bool:  # noqa: ARG002 as above
        """Of others' tokens nothing is told."""
        return bool(token.check_client(client))

    def introspect_token(self, token: Any) -> dict[str, Any]:
        """What there is to tell."""
        tokens = self.server.platform.app_tokens
        if isinstance(token, ProtocolRefreshToken):
            return token.told() | {"iss": tokens.issuer}
        return dict(token.told(tokens.issuer, tokens.audience))

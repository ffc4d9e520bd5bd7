"""The three grants there are: code with PKCE, refresh, and an app for itself. No implicit one, no passwords."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from authlib.oauth2.rfc6749 import (
    AuthorizationCodeGrant,
    ClientCredentialsGrant,
    InvalidRequestError,
    InvalidScopeError,
    RefreshTokenGrant,
)
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants.code import OpenIDToken
from sqlalchemy.util import await_only

from api.oauth.parties import ProtocolCode, ProtocolRefreshToken
from core.identity.models import UserRow
from core.identity.oauth.consent import remember_consent
from core.identity.oauth.scopes import Scope
from core.identity.oauth.token_family import Authorization, find_code, find_refresh_token, open_family

AUTH_METHODS: Final = ["private_key_jwt", "client_secret_basic", "client_secret_post", "none"]


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]  # the library has no types
    """A person's consent for a code, a code for tokens."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    def generate_authorization_code(self) -> str:
        """Remember the consent and begin the family of tokens that the code is for."""
        server, request = self.server, self.request
        given = Authorization(
            redirect_uri=request.payload.redirect_uri,
            scopes=frozenset(request.scope.split()),
            code_challenge=request.parameters["code_challenge"],
            nonce=request.parameters.get("nonce"),
            signed_in_at=server.signed_in_at,
            thumbprint=request.parameters.get("dpop_jkt"),
        )
        return str(await_only(self._begin(request.user, given)))

    async def _begin(self, user: UserRow, given: Authorization) -> str:
        uow, clock, client = self.server.uow, self.server.platform.clock, self.request.client.row
        consent = await remember_consent(uow, user.id, client, given.scopes)
        return await open_family(uow, clock, user.id, consent, given)

    def save_authorization_code(self, code: str, request: Any) -> None:
        """It was saved when it was made."""

    def query_authorization_code(self, code: str, client: Any) -> ProtocolCode | None:
        """A good code of this app."""
        found = await_only(find_code(self.server.uow, self.server.platform.clock, code, client.row.id))
        if found is None:
            return None
        self.server.family = found[1]
        return ProtocolCode(*found)

    def delete_authorization_code(self, authorization_code: ProtocolCode) -> None:
        """Spent, and kept to be known again."""
        authorization_code.row.spent_at = self.server.platform.clock.now()

    def authenticate_user(self, authorization_code: ProtocolCode) -> UserRow:
        """Whose code it is."""
        return authorization_code.user


class RefreshGrant(RefreshTokenGrant):  # type: ignore[misc]  # as above
    """A refresh token for the next, always."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> ProtocolRefreshToken | None:
        """A good one of this app."""
        clock = self.server.platform.clock
        client_id: UUID = self.request.client.row.id
        found = await_only(find_refresh_token(self.server.uow, clock, refresh_token, client_id))
        if found is None:
            return None
        self.server.family = found[1]
        return ProtocolRefreshToken(*found)

    def authenticate_user(self, refresh_token: ProtocolRefreshToken) -> UserRow:
        """Whose token it is."""
        return refresh_token.user

    def revoke_old_credential(self, refresh_token: ProtocolRefreshToken) -> None:
        """Spent, and kept to be known again."""
        refresh_token.row.spent_at = self.server.platform.clock.now()


class ServiceGrant(ClientCredentialsGrant):  # type: ignore[misc]  # as above
    """An app in its own name, for nobody's data."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS[:-1]

    def validate_requested_scope(self) -> None:
        """Of what it was registered for. All of it, where none is asked for."""
        allowed = set(self.request.client.row.service_scopes)
        asked = set((self.request.payload.scope or "").split()) or allowed
        if not asked <= allowed:
            raise InvalidScopeError
        self.request.scope = " ".join(sorted(asked))

    def create_token_response(self) -> Any:
        """No refresh token: the app can ask again."""
        token = self.generate_token(scope=self.request.scope, include_refresh_token=False)
        return 200, token, self.TOKEN_RESPONSE_HEADER


class S256Challenge(CodeChallenge):  # type: ignore[misc]  # as above
    """PKCE of every app, and by its hash only (RFC 9700, 2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD: Final = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse what Authlib would let pass for old clients: no challenge, or one without its method."""
        asked: Mapping[str, str] = grant.request.parameters
        if "code_challenge" not in asked or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is needed: a code_challenge with the method S256.")
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDToken):  # type: ignore[misc]  # as above
    """An ID token beside the access token, signed where our other tokens are."""

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        """Who signed in and when, for this app and this request; all else is at the userinfo endpoint."""
        code: ProtocolCode = request.authorization_code
        claims = {
            "sub": str(request.user.id),
            "aud": request.client.client_id,
            **self.get_authorization_code_claims(code),
        }
        del token  # it is bound to the access token by coming with it, over the back channel
        return str(await_only(request.server.platform.app_tokens.sign_id_token(claims)))


OFFLINE: Final = Scope.OFFLINE_ACCESS.value

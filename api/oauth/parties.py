"""Our rows as Authlib's protocol asks about them."""

import hmac
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin
from authlib.oidc.core import AuthorizationCodeMixin

from core.identity.models import UserRow
from core.identity.oauth.models import ClientKind, OAuthClientRow, OAuthCodeRow, OAuthFamilyRow, OAuthRefreshTokenRow
from core.identity.oauth.redirect_uri import is_registered
from core.identity.session import hash_token

METHODS = {
    ClientKind.PUBLIC: ("none",),
    ClientKind.SECRET: ("client_secret_basic", "client_secret_post"),
    ClientKind.PRIVATE_KEY: ("private_key_jwt",),
}


class ProtocolClient(ClientMixin):  # type: ignore[misc]  # the library has no types
    """An app."""

    def __init__(self, row: OAuthClientRow) -> None:
        self.row = row
        self.client_id = str(row.id)

    def get_client_id(self) -> str:
        """As it is written in requests."""
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """None: a request always names its own."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What is asked for, when all of it is allowed; None is refused, where Authlib's own would narrow."""
        asked = set((scope or "").split())
        return " ".join(sorted(asked)) if asked and asked <= set(self.row.scopes) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """To the letter."""
        return is_registered(redirect_uri, self.row.redirect_uris)

    def check_client_secret(self, client_secret: str) -> bool:
        """In equal time."""
        known = self.row.secret_hash
        return known is not None and hmac.compare_digest(hash_token(client_secret), known)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002 the same at every endpoint
        """The one way that suits its kind."""
        return method in METHODS[self.row.kind]

    def check_response_type(self, response_type: str) -> bool:
        """Only a code, and only for who speaks for people."""
        return response_type == "code" and bool(self.row.scopes)

    def check_grant_type(self, grant_type: str) -> bool:
        """What it was registered for."""
        if grant_type == "client_credentials":
            return bool(self.row.service_scopes)
        return bool(self.row.scopes)


class ProtocolCode(AuthorizationCodeMixin):  # type: ignore[misc]  # as above
    """An authorisation code with the family it began."""

    code_challenge_method = "S256"

    def __init__(self, row: OAuthCodeRow, family: OAuthFamilyRow, user: UserRow) -> None:
        self.row = row
        self.family = family
        self.user = user
        self.code_challenge = row.code_challenge

    def get_redirect_uri(self) -> str:
        """It must come again, the same."""
        return self.row.redirect_uri

    def get_scope(self) -> str:
        """What was agreed to."""
        return " ".join(self.family.scopes)

    def get_nonce(self) -> str | None:
        """For the ID token."""
        return self.row.nonce

    def get_auth_time(self) -> int:
        """When the person signed in."""
        return int(self.family.signed_in_at.timestamp())

    def get_acr(self) -> None:
        """None is told yet."""

    def get_amr(self) -> None:
        """None is told yet."""


class ProtocolRefreshToken(TokenMixin):  # type: ignore[misc]  # as above
    """A good refresh token."""

    kind = "refresh_token"

    def __init__(self, row: OAuthRefreshTokenRow, family: OAuthFamilyRow, user: UserRow) -> None:
        self.row = row
        self.family = family
        self.user = user

    def check_client(self, client: ProtocolClient) -> bool:
        """Whether it is this app's."""
        return self.family.client_id == client.row.id

    def get_scope(self) -> str:
        """What may be asked for anew."""
        return " ".join(self.family.scopes)

    def is_expired(self) -> bool:
        """Such a one is not found."""
        return False

    def is_revoked(self) -> bool:
        """Such a one is not found."""
        return False

    def told(self) -> dict[str, Any]:
        """For introspection."""
        return {
            "scope": self.get_scope(),
            "client_id": str(self.family.client_id),
            "sub": str(self.family.user_id),
            "exp": int(self.family.expires_at.timestamp()),
            "iat": int(self.row.created_at.timestamp()),
        }

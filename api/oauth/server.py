"""Authlib's authorisation server over our rows and our unit of work.

Authlib is synchronous. Its calls run inside `AsyncSession.run_sync`, SQLAlchemy's bridge for such code: on the event
loop, in the request's own transaction, with no thread; where Authlib asks for something, `await_only` fetches it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from authlib.oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, InvalidScopeError, OAuth2Error
from authlib.oauth2.rfc9207 import IssuerParameter
from sqlalchemy.util import await_only

from api.oauth.client_assertion import ClientAssertion
from api.oauth.grants import OFFLINE, CodeGrant, IdToken, RefreshGrant, S256Challenge, ServiceGrant
from api.oauth.parties import ProtocolClient
from api.oauth.protocol_request import ProtocolRequest
from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.identity.models import UserRow
from core.identity.oauth.models import OAuthClientRow, OAuthFamilyRow
from core.identity.oauth.scopes import known
from core.identity.oauth.token_family import new_refresh_token, note_use


@dataclass
class Answer:
    """What Authlib would have sent."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def location(self) -> str | None:
        """Where it sends the browser."""
        return self.headers.get("Location")

    @location.setter
    def location(self, value: str) -> None:
        self.headers["Location"] = value


class OurIssuer(IssuerParameter):  # type: ignore[misc]  # the library has no types
    """`iss` in every answer that goes through a browser (RFC 9207), against mix-up."""

    def __init__(self, server: "ProtocolServer") -> None:
        self._issuer = server.platform.app_tokens.issuer
        super().__init__()
        self(server)

    def get_issuer(self) -> str:
        """Ours."""
        return self._issuer


class ProtocolServer(AuthorizationServer):  # type: ignore[misc]  # as above
    """One for each request."""

    def __init__(self, platform: Platform, uow: UnitOfWork) -> None:
        super().__init__()
        self.platform = platform
        self.uow = uow
        self.family: OAuthFamilyRow | None = None
        self.signed_in_at: datetime | None = None
        self.request: ProtocolRequest
        self.register_grant(CodeGrant, [S256Challenge(required=True), IdToken()])
        self.register_grant(RefreshGrant)
        self.register_grant(ServiceGrant)
        self.register_client_auth_method("private_key_jwt", ClientAssertion(platform))
        self.register_extension(OurIssuer)

    async def run(self, call: Callable[[], Any]) -> Any:
        """Run Authlib's code in this request's transaction."""
        return await self.uow.session.run_sync(lambda _: call())

    def query_client(self, client_id: str) -> ProtocolClient | None:
        """An app that is on."""
        try:
            key = UUID(client_id)
        except ValueError:
            return None
        row = await_only(self.uow.session.get(OAuthClientRow, key))
        is_its_name = row is not None and str(row.id) == client_id  # and no other spelling of it
        return ProtocolClient(row) if row is not None and is_its_name and row.disabled_at is None else None

    def validate_requested_scope(self, scope: str | None) -> None:
        """Only scopes there are."""
        asked = (scope or "").split()
        if not asked or len(known(asked)) != len(set(asked)):
            raise InvalidScopeError

    def create_oauth2_request(self, request: ProtocolRequest) -> ProtocolRequest:
        """It is one already. Grants find the server on it."""
        self.request = request
        request.server = self
        return request

    def generate_token(  # noqa: PLR0917 Authlib's own parameters
        self,
        grant_type: str,
        client: ProtocolClient,
        user: UserRow | None = None,
        scope: str | None = None,
        expires_in: int | None = None,  # noqa: ARG002 Authlib's signature
        include_refresh_token: bool = True,
    ) -> dict[str, Any]:
        """The tokens of an answer, bound to the caller's key where it proved one."""
        del grant_type
        scopes = frozenset((scope or "").split())
        wants_refresh = include_refresh_token and self.family is not None and OFFLINE in self.family.scopes
        return dict(await_only(self._tokens(client, user, scopes, wants_refresh=wants_refresh)))

    async def _tokens(
        self, client: ProtocolClient, user: UserRow | None, scopes: frozenset[str], *, wants_refresh: bool
    ) -> Mapping[str, Any]:
        thumbprint = self._bound_key(client)
        if self.family is not None:
            await note_use(self.uow, self.platform.clock, self.family)
        access = await self.platform.app_tokens.issue(
            client.row.id,
            scopes,
            subject=user.id if user is not None else client.row.id,
            family_id=self.family.id if self.family is not None else None,
            thumbprint=thumbprint,
        )
        token: dict[str, Any] = {
            "access_token": access,
            "token_type": "DPoP" if thumbprint is not None else "Bearer",
            "expires_in": int(self.platform.app_tokens.lifetime.total_seconds()),
            "scope": " ".join(sorted(scopes)),
        }
        if wants_refresh and user is not None and self.family is not None:
            token["refresh_token"] = await new_refresh_token(self.uow, user.id, self.family.id)
        return token

    def _bound_key(self, client: ProtocolClient) -> str | None:
        """The key that the tokens are bound to: that of the proof, which must be the family's where it has one."""
        proven = self.request.thumbprint
        if proven is None and client.row.needs_dpop:
            raise InvalidRequestError("This client needs a DPoP proof.")
        if self.family is None:
            return proven
        if self.family.key_thumbprint is None:
            self.family.key_thumbprint = proven
        elif self.family.key_thumbprint != proven:
            raise InvalidGrantError("It is bound to another key.")
        return proven

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def save_token(self, token: Any, request: Any) -> None:
        """Access tokens are not kept; refresh tokens were when they were made."""

    def handle_response(self, status: int, body: Any, headers: Any) -> Answer:
        """As it is."""
        return Answer(status, body, dict(headers))


def described(error: OAuth2Error) -> Answer:
    """An error that goes to the caller, or with a redirect URI to the app through the browser."""
    status, body, headers = error()
    return Answer(status, body, dict(headers))

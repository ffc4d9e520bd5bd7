"""Access tokens of apps: JWTs as RFC 9068 has them. Type and audience tell them from those of our own sign-in."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError

from core.actor import Actor, App
from core.clock import Clock
from core.db.database import Database
from core.identity.access_token import MAX_LENGTH, AccessTokens
from core.identity.errors import InvalidTokenError
from core.identity.models import Role
from core.identity.oauth.live_tokens import is_live
from core.ids import new_id

KIND: Final = "at+jwt"
LIVE_SECONDS: Final = 5.0
"""For so long a process goes on trusting a token that was revoked meanwhile."""
MOST_LIVE: Final = 10_000


@dataclass(frozen=True, slots=True)
class TokenOfApp:
    """What a token says. `family_id` is None for a service's; `thumbprint` is of the DPoP key that must go with it."""

    jti: UUID
    client_id: UUID
    subject: UUID
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime
    family_id: UUID | None
    thumbprint: str | None

    def actor(self) -> Actor:
        """Who asks by it. An app has no role but the least: what admins do is no app's."""
        app = App(self.client_id, self.scopes, is_service=self.family_id is None)
        return Actor(self.subject, Role.USER.value, self.family_id or self.client_id, self.expires_at, app)


class AppTokens:
    """Issues and checks the access tokens of apps, signed by the same key as people's own."""

    def __init__(
        self, signing: AccessTokens, database: Database, clock: Clock, issuer: str, lifetime: timedelta
    ) -> None:
        self.issuer = issuer
        self.audience = f"{issuer}/graphql"
        self.lifetime = lifetime
        self._signing = signing
        self._database = database
        self._clock = clock
        self._live: OrderedDict[UUID, float] = OrderedDict()

    async def issue(
        self, client_id: UUID, scopes: frozenset[str], *, subject: UUID, family_id: UUID | None, thumbprint: str | None
    ) -> str:
        """A token for an app, in a person's name or, without a family, in its own."""
        now = self._clock.now()
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": str(subject),
            "client_id": str(client_id),
            "scope": " ".join(sorted(scopes)),
            "iat": int(now.timestamp()),
            "exp": int((now + self.lifetime).timestamp()),
            "jti": str(new_id()),
        }
        if family_id is not None:
            claims["sid"] = str(family_id)
        if thumbprint is not None:
            claims["cnf"] = {"jkt": thumbprint}
        return await self._signing.sign(claims, KIND)

    async def sign_id_token(self, claims: dict[str, Any]) -> str:
        """An OpenID ID token. Its audience is an app, so it opens nothing here."""
        now = self._clock.now()
        ends = now + self.lifetime
        stamped = {"iss": self.issuer, "iat": int(now.timestamp()), "exp": int(ends.timestamp()), **claims}
        return await self._signing.sign(stamped, "JWT")

    async def read(self, token: str) -> TokenOfApp:
        """What a token says, if we signed it and it has not ended. Raises InvalidTokenError."""
        if len(token) > MAX_LENGTH:
            raise InvalidTokenError("The access token is not valid.")
        keys = await self._signing.keys_for(token)
        try:
            decoded = jwt.decode(token, keys, algorithms=["Ed25519"])
            return self._checked(decoded.header, decoded.claims)
        except (JoseError, KeyError, ValueError, TypeError, OverflowError, AttributeError) as error:
            raise InvalidTokenError("The access token is not valid.") from error

    async def check(self, token: str) -> TokenOfApp:
        """As `read`, and nobody took it back, save in the last few seconds. Raises InvalidTokenError."""
        found = await self.read(token)
        now = time.monotonic()
        if now < self._live.get(found.jti, 0.0):
            return found
        async with self._database.read_system() as read:
            if not await is_live(read.session, found.client_id, found.jti, found.family_id):
                raise InvalidTokenError("The access token is not valid.")
        self._live[found.jti] = now + LIVE_SECONDS
        self._live.move_to_end(found.jti)
        if len(self._live) > MOST_LIVE:
            self._live.popitem(last=False)
        return found

    def _checked(self, header: dict[str, Any], claims: dict[str, Any]) -> TokenOfApp:
        now = self._clock.now().timestamp()
        is_ours = header["typ"] == KIND and claims["iss"] == self.issuer and claims["aud"] == self.audience
        if not is_ours or not claims["iat"] - 60 <= now < claims["exp"]:
            raise ValueError("not for here or not now")
        family = claims.get("sid")
        bound = claims.get("cnf")
        return TokenOfApp(
            jti=UUID(claims["jti"]),
            client_id=UUID(claims["client_id"]),
            subject=UUID(claims["sub"]),
            scopes=frozenset(claims["scope"].split()),
            issued_at=datetime.fromtimestamp(float(claims["iat"]), UTC),
            expires_at=datetime.fromtimestamp(float(claims["exp"]), UTC),
            family_id=UUID(family) if family is not None else None,
            thumbprint=str(bound["jkt"]) if bound is not None else None,
        )

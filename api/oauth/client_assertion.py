"""Apps that sign for themselves instead of sending a secret (private_key_jwt, RFC 7523)."""

from typing import Any, Final

from authlib.oauth2.rfc6749 import InvalidClientError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy.util import await_only

from api.oauth.parties import ProtocolClient
from core.adapters.wiring import Platform

ALGORITHMS: Final = ["ES256", "PS256", "Ed25519"]
LONGEST_LIFE_SECONDS: Final = 600


class ClientAssertion(JWTBearerClientAssertion):  # type: ignore[misc]  # the library has no types
    """Authlib's checks, with pinned algorithms, short lives and each assertion good once, on whatever server."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, platform: Platform) -> None:
        super().__init__()
        self._platform = platform

    def get_audiences(self) -> list[str]:
        """We, by name, or where it is sent (FAPI 2.0, 5.3.2.1)."""
        issuer = self._platform.app_tokens.issuer
        return [issuer, *(f"{issuer}/oauth/{name}" for name in ("token", "par", "revoke", "introspect"))]

    def process_assertion_claims(self, assertion: str, resolve_key: Any) -> Any:
        """The claims, if the app's key signed them with an algorithm of ours."""
        try:
            token = jwt.decode(assertion, resolve_key, algorithms=ALGORITHMS)
        except (JoseError, ValueError, TypeError) as error:
            raise InvalidClientError(description="The client assertion is not valid.") from error
        ends = token.claims.get("exp")
        now = self._platform.clock.now().timestamp()
        if not isinstance(ends, int | float) or ends > now + LONGEST_LIFE_SECONDS:
            raise InvalidClientError(description="The client assertion lives too long.")
        self.verify_claims(token.claims)
        return token.claims

    def validate_jti(self, claims: dict[str, Any], jti: Any) -> bool:
        """Each assertion once."""
        name = f"assertion:{claims['sub']}:{str(jti)[:200]}"
        return bool(await_only(self._platform.once.claim(name, LONGEST_LIFE_SECONDS + self.leeway)))

    def resolve_client_public_key(self, client: ProtocolClient) -> KeySet:
        """The keys that an admin registered: none is fetched, so no URL of an app's is ever asked."""
        return KeySet.import_key_set(client.row.public_keys or {"keys": []})  # type: ignore[arg-type]  # checked then

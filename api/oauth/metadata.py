"""What apps can find out by themselves (RFC 8414, OpenID Connect Discovery)."""

from typing import Any

from api.oauth.client_assertion import ALGORITHMS as ASSERTION_ALGORITHMS
from api.oauth.grants import AUTH_METHODS
from core.identity.oauth.dpop import ALGORITHMS as DPOP_ALGORITHMS
from core.identity.oauth.scopes import Scope


def metadata(issuer: str) -> dict[str, Any]:
    """The server's own description. The same document is OAuth's and OpenID's."""

    def at(name: str) -> str:
        return f"{issuer}/oauth/{name}"

    own = {f"{name}_endpoint_auth_methods_supported": AUTH_METHODS for name in ("token", "revocation")}
    algorithms = {
        f"{name}_endpoint_auth_signing_alg_values_supported": ASSERTION_ALGORITHMS
        for name in ("token", "revocation", "introspection")
    }
    return {
        "issuer": issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "pushed_authorization_request_endpoint": at("par"),
        "revocation_endpoint": at("revoke"),
        "introspection_endpoint": at("introspect"),
        "userinfo_endpoint": at("userinfo"),
        "jwks_uri": f"{issuer}/.well-known/jwks.json",
        "scopes_supported": [scope.value for scope in Scope],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "code_challenge_methods_supported": ["S256"],
        **own,
        **algorithms,
        "introspection_endpoint_auth_methods_supported": AUTH_METHODS[:-1],
        "dpop_signing_alg_values_supported": list(DPOP_ALGORITHMS),
        "authorization_response_iss_parameter_supported": True,
        "require_pushed_authorization_requests": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "claims_parameter_supported": False,
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["Ed25519"],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nonce", "auth_time", "name", "locale", "email"],
        "prompt_values_supported": ["none", "login", "consent"],
        "ui_locales_supported": ["en", "ru"],
    }

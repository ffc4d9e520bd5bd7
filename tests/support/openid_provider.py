"""A small OpenID provider that can be told to lie."""

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.support.serving import served

CLIENT = "our-client"
SECRET = "our secret"


@dataclass
class TestProvider:
    """What it says of who signs in; `lies` are claims and parts of its description that are not as they should be."""

    __test__ = False
    subject: str = "someone"
    email: str = "someone@example.com"
    is_verified: bool = True
    issuer: str = ""
    lies: dict[str, Any] = field(default_factory=dict)
    description_lies: dict[str, Any] = field(default_factory=dict)
    alg: str = "ES256"
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    nonces: dict[str, str] = field(default_factory=dict)
    forms: list[dict[str, str]] = field(default_factory=list)
    jwks_asked: int = 0

    def description(self, _: Request) -> JSONResponse:
        told = {name: f"{self.issuer}/{name.split('_')[0]}" for name in ("authorization_endpoint", "token_endpoint")}
        return JSONResponse({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **told, **self.description_lies})

    def jwks(self, _: Request) -> JSONResponse:
        self.jwks_asked += 1
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def token(self, request: Request) -> JSONResponse:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.forms.append(form)
        if form["code"] not in self.nonces:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        claims |= {"nonce": self.nonces[form["code"]], "email": self.email, "email_verified": self.is_verified}
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": self._signed(claims | self.lies)})

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.alg in {"none", "HS256"}:  # by hand: the library refuses to lie
            signed = f"{_part({'alg': self.alg, 'kid': 'one'})}.{_part(claims)}"
            key = self.key.as_pem(private=False)  # a public key as a secret: the old trick
            made = hmac.new(key, signed.encode(), "sha256").digest() if self.alg == "HS256" else b""
            return f"{signed}.{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"
        return jwt.encode({"alg": self.alg, "kid": "one"}, claims, self.key)

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.description),
                Route("/jwks", self.jwks),
                Route("/token", self.token, methods=["POST"]),
            ]
        )


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


@asynccontextmanager
async def provider_running() -> AsyncIterator[TestProvider]:
    """One on a free port."""
    provider = TestProvider()
    async with served(provider.app) as address:
        provider.issuer = f"http://{address.host}:{address.port}"
        yield provider

"""Apps that ask for people, as their developers write them."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from core.adapters.wiring import Platform
from core.identity.models import Role
from tests.support.people import Person, make_person

CALLBACK = "https://app.example/callback"
REGISTER = """mutation($i: RegisterAppInput!) { registerApp(input: $i) {
  app { id clientId scopes } clientSecret errors { code field } } }"""
APPROVE = """mutation($i: DecideAuthorizationInput!) { approveAuthorization(input: $i) {
  redirectTo errors { code } } }"""
DENY = "mutation($i: DecideAuthorizationInput!) { denyAuthorization(input: $i) { redirectTo errors { code } } }"
SCOPES = ["openid", "profile", "email", "offline_access", "accounts:read", "transactions:read", "transactions:write"]


@dataclass
class App:
    """A registered app with its secret."""

    http: httpx.AsyncClient
    client_id: str
    secret: str | None
    id: str = ""
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    @property
    def auth(self) -> tuple[str, str] | None:
        return (self.client_id, self.secret) if self.secret is not None else None

    def request(self, scope: str = "accounts:read offline_access", **changes: str) -> dict[str, str]:
        """The parameters of an authorisation request; an empty change leaves one out."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": CALLBACK,
            "scope": scope,
            "state": "of-the-app",
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (asked | changes).items() if value}

    async def open(self, asked: dict[str, str]) -> httpx.Response:
        """Have a browser come with the request."""
        return await self.http.get(f"/oauth/authorize?{urlencode(asked)}")

    async def handle(self, asked: dict[str, str]) -> str:
        """The consent screen's handle for a good request."""
        answer = await self.open(asked)
        assert answer.status_code == 303, answer.text
        url = urlsplit(answer.headers["location"])
        assert url.path == "/connect-app", answer.headers["location"]
        return parse_qs(url.query)["request"][0]

    async def code(self, person: Person, asked: dict[str, str] | None = None) -> str:
        """The code of a person who says yes."""
        return (await self.outcome(person, APPROVE, asked or self.request()))["code"]

    async def outcome(self, person: Person, decide: str, asked: dict[str, str]) -> dict[str, str]:
        """What comes back to the app in the browser."""
        decided = await person.ask(decide, i={"request": await self.handle(asked)})
        (payload,) = decided.values()
        assert payload["errors"] == [], payload
        return query_of(payload["redirectTo"])

    async def token(self, headers: dict[str, str] | None = None, /, **form: str) -> httpx.Response:
        """Ask at the token endpoint, as this app."""
        return await self.post("token", headers, **form)

    async def post(self, endpoint: str, headers: dict[str, str] | None = None, /, **form: str) -> httpx.Response:
        if self.auth is None and "client_id" not in form:
            form["client_id"] = self.client_id
        auth = httpx.BasicAuth(*self.auth) if self.auth is not None else httpx.USE_CLIENT_DEFAULT
        return await self.http.post(f"/oauth/{endpoint}", data=form, auth=auth, headers=headers)

    async def redeem(self, code: str, headers: dict[str, str] | None = None, /, **changes: str) -> httpx.Response:
        """Spend a code."""
        form = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": self.verifier}
        return await self.token(headers, code=code, **{**form, **changes})

    async def tokens(self, person: Person, scope: str = "accounts:read offline_access") -> dict[str, Any]:
        """All that comes of a person's yes."""
        answer = await self.redeem(await self.code(person, self.request(scope)))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def caller(self, person: Person, scope: str) -> Person:
        """The app at the GraphQL endpoint, in the person's name."""
        return Person(self.http, (await self.tokens(person, scope))["access_token"], person.user_id)

    async def refresh(self, token: str, **form: str) -> httpx.Response:
        return await self.token(grant_type="refresh_token", refresh_token=token, **form)


def query_of(url: str) -> dict[str, str]:
    """The parameters of a URL, each of which comes once."""
    found = parse_qs(urlsplit(url).query, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values()), url
    return {name: values[0] for name, values in found.items()}


async def register_app(platform: Platform, client: httpx.AsyncClient, **changes: Any) -> App:
    """An app that an admin registers."""
    admin = await make_person(platform, client, Role.ADMIN, "Root")
    given = {
        "name": "Ledger",
        "website": "https://app.example",
        "kind": "SECRET",
        "redirectUris": [CALLBACK],
        "scopes": SCOPES,
    } | changes
    answer = (await admin.ask(REGISTER, i=given))["registerApp"]
    assert answer["errors"] == [], answer
    return App(client, answer["app"]["clientId"], answer["clientSecret"], answer["app"]["id"])

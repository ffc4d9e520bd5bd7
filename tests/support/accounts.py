"""People with a mail address and a password, who register and sign in as people do."""

from typing import Any
from uuid import uuid4

import httpx

from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.jobs import Handlers, do_system_jobs
from tests.support.mail import token_to
from tests.support.people import Person

PASSWORD = "a long enough secret 1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
REGISTER = "mutation($i: RegisterUserInput!) { registerUser(input: $i) { email errors { code field } } }"
VERIFY = "mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { user { status } errors { code } } }"
SIGN_IN = """mutation($i: SignInInput!) { signIn(input: $i) {
  session { accessToken refreshToken } user { email } deviceToken errors { code } } }"""
REFRESH = """mutation($i: RefreshSessionInput!) { refreshSession(input: $i) {
  session { accessToken refreshToken } errors { code field } } }"""


def from_address(client: httpx.AsyncClient, address: str, user_agent: str = FIREFOX) -> Person:
    """A stranger at another network address."""
    transport = client._transport  # the same application, which sees another peer
    assert isinstance(transport, httpx.ASGITransport)
    elsewhere = httpx.ASGITransport(transport.app, client=(address, 40_000))
    headers = {"user-agent": user_agent}
    return Person(httpx.AsyncClient(transport=elsewhere, base_url="http://testserver", headers=headers), None)


def new_address() -> str:
    return f"{uuid4().hex[:12]}@example.com"


async def register(stranger: Person, address: str, password: str = PASSWORD, name: str = "Olga") -> dict[str, Any]:
    given = {"email": address, "password": password, "displayName": name}
    answer: dict[str, Any] = (await stranger.ask(REGISTER, i=given))["registerUser"]
    return answer


async def verify(stranger: Person, token: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await stranger.ask(VERIFY, i={"token": token}))["verifyEmail"]
    return answer


async def registered(stranger: Person, platform: Platform, handlers: Handlers, settings: Settings) -> str:
    """A new person who has confirmed their address."""
    address = new_address()
    assert (await register(stranger, address))["errors"] == []
    await do_system_jobs(platform, handlers)
    assert await verify(stranger, token_to(settings, address, "verify")) == {"user": {"status": "ACTIVE"}, "errors": []}
    return address


async def sign_in(stranger: Person, address: str, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
    given = {"email": address, "password": password, **more}
    answer: dict[str, Any] = (await stranger.ask(SIGN_IN, i=given))["signIn"]
    return answer


async def signed_in(stranger: Person, address: str, password: str = PASSWORD) -> Person:
    """The person on a device of their own, with a session that was just opened."""
    answer = await sign_in(stranger, address, password)
    assert answer["errors"] == []
    return Person(stranger.client, answer["session"]["accessToken"], email=address)


async def refresh(stranger: Person, token: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await stranger.ask(REFRESH, i={"refreshToken": token}))["refreshSession"]
    return answer

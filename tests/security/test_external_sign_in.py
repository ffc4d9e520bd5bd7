"""Signing in with an account elsewhere: who may come in, and what of a lying provider or a thief is refused."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from joserfc.jwk import ECKey

from api.app import create_app
from cli.up.free_port import free_port
from core.adapters.oidc.guarded_transport import ForbiddenAddressError, GuardedTransport
from core.adapters.wiring import Platform, build_platform
from core.identity.models import UserRow, UserStatus
from core.identity.repository import user_by_email
from core.ids import new_id
from core.settings import LimitSettings, ProviderSettings, Settings
from tests.support.apps import APPROVE, query_of, register_app
from tests.support.openid_provider import CLIENT, SECRET, TestProvider, provider_running
from tests.support.people import UNUSABLE_PASSWORD, Person, make_person
from tests.support.serving import served

pytestmark = pytest.mark.security
BEGIN = """mutation($i: BeginExternalSignInInput!) { beginExternalSignIn(input: $i) {
  redirectTo browserSecret errors { code } } }"""
LINK = """mutation($i: LinkExternalIdentityInput!) { linkExternalIdentity(input: $i) {
  redirectTo browserSecret errors { code } } }"""
COMPLETE = """mutation($i: CompleteExternalSignInInput!) { completeExternalSignIn(input: $i) {
  session { accessToken } user { email status } errors { code } } }"""


PLENTY = LimitSettings(sign_in_per_minute=1000)


@pytest.fixture(scope="module")
async def running() -> AsyncIterator[TestProvider]:
    async with provider_running() as made:
        yield made


@pytest.fixture
def provider(running: TestProvider) -> TestProvider:
    """The provider, honest again."""
    running.subject, running.email, running.is_verified = uuid4().hex, f"{uuid4().hex}@example.com", True
    running.lies, running.description_lies, running.alg = {}, {}, "ES256"
    running.forms.clear()
    return running


@pytest.fixture(scope="module")
async def ours(settings: Settings, running: TestProvider) -> AsyncIterator[tuple[Person, Platform]]:
    """A stranger at an instance that has the provider."""
    known = ProviderSettings(code="test", name="Test", issuer=running.issuer, client_id=CLIENT, is_local=True)
    changes = {"sign_in_providers": [known], "limits": PLENTY}
    platform = build_platform(settings.model_copy(update=changes), process="external")
    platform.secrets.write("oidc/test", SECRET)
    transport = httpx.ASGITransport(create_app(platform.settings, platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield Person(client, None), platform
    await platform.close()


async def begun(stranger: Person, provider: TestProvider) -> dict[str, Any]:
    """The visit as the browser comes back from it."""
    answer = (await stranger.ask(BEGIN, i={"provider": "test"}))["beginExternalSignIn"]
    assert answer["errors"] == []
    return returned(answer, provider)


def returned(answer: dict[str, Any], provider: TestProvider) -> dict[str, Any]:
    asked = query_of(answer["redirectTo"])
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    code = uuid4().hex
    provider.nonces[code] = asked["nonce"]
    return {"state": asked["state"], "code": code, "browserSecret": answer["browserSecret"]}


async def complete(stranger: Person, back: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = (await stranger.ask(COMPLETE, i=back))["completeExternalSignIn"]
    return answer


async def codes(stranger: Person, back: dict[str, Any]) -> list[str]:
    return [error["code"] for error in (await complete(stranger, back))["errors"]]


async def test_a_new_person_comes_in_and_comes_again(ours: tuple[Person, Platform], provider: TestProvider) -> None:
    stranger, _ = ours
    first = await complete(stranger, await begun(stranger, provider))
    assert first["user"] == {"email": provider.email, "status": "ACTIVE"}
    person = Person(stranger.client, first["session"]["accessToken"])
    assert (await person.ask("{ externalIdentities { provider email } }"))["externalIdentities"] == [
        {"provider": "Test", "email": provider.email}
    ]
    provider.email = "changed@example.com"
    again = await complete(stranger, await begun(stranger, provider))
    assert again["user"] == first["user"], "the provider's id decides, whatever address comes with it"
    assert len(provider.forms[0]["code_verifier"]) >= 43


async def make_user(platform: Platform, email: str, status: UserStatus) -> UserRow:
    user = UserRow(id=new_id(), email=email, password_hash=UNUSABLE_PASSWORD, display_name="Anna", status=status)
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(user)
    return user


@pytest.mark.parametrize("status", [UserStatus.ACTIVE, UserStatus.DEACTIVATED])
async def test_an_address_opens_nobodys_account(
    ours: tuple[Person, Platform], provider: TestProvider, status: UserStatus
) -> None:
    stranger, platform = ours
    await make_user(platform, provider.email, status)
    assert await codes(stranger, await begun(stranger, provider)) == ["LINK_FIRST"]


async def test_who_registered_anothers_address_beforehand_is_out(
    ours: tuple[Person, Platform], provider: TestProvider
) -> None:
    stranger, platform = ours
    await make_user(platform, provider.email, UserStatus.UNVERIFIED)
    assert await codes(stranger, await begun(stranger, provider)) == []
    async with platform.database.read_system() as read:
        user = await user_by_email(read.session, provider.email)
    assert user is not None
    assert user.password_hash != UNUSABLE_PASSWORD
    assert user.status is UserStatus.ACTIVE


async def test_an_address_that_nobody_vouches_for_makes_no_account(
    ours: tuple[Person, Platform], provider: TestProvider
) -> None:
    stranger, platform = ours
    provider.is_verified = False
    assert await codes(stranger, await begun(stranger, provider)) == ["ADDRESS_NOT_VOUCHED"]
    async with platform.database.read_system() as read:
        assert await user_by_email(read.session, provider.email) is None


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"iat": 9_999_999_999},
        {"sub": ""},
    ],
)
async def test_a_lying_token_opens_nothing(
    ours: tuple[Person, Platform], provider: TestProvider, lies: dict[str, Any]
) -> None:
    provider.lies = lies
    assert await codes(ours[0], await begun(ours[0], provider)) == ["EXTERNAL_SIGN_IN_FAILED"]


@pytest.mark.parametrize("alg", ["none", "HS256"])
async def test_a_token_that_is_not_signed_opens_nothing(
    ours: tuple[Person, Platform], provider: TestProvider, alg: str
) -> None:
    provider.alg = alg
    assert await codes(ours[0], await begun(ours[0], provider)) == ["EXTERNAL_SIGN_IN_FAILED"]


async def test_another_key_opens_nothing_and_does_not_have_us_ask_for_ever(
    ours: tuple[Person, Platform], provider: TestProvider
) -> None:
    real, provider.jwks_asked = provider.key, 0
    await codes(ours[0], await begun(ours[0], provider))
    provider.key = ECKey.generate_key("P-256", {"kid": "two"})
    for _ in range(3):
        assert await codes(ours[0], await begun(ours[0], provider)) == ["EXTERNAL_SIGN_IN_FAILED"]
    assert provider.jwks_asked <= 2
    provider.key = real


async def test_a_visit_is_completed_once_and_in_its_own_browser(
    ours: tuple[Person, Platform], provider: TestProvider
) -> None:
    stranger, _ = ours
    back = await begun(stranger, provider)
    assert await codes(stranger, back | {"browserSecret": "another"}) == ["EXTERNAL_SIGN_IN_OVER"]
    assert await codes(stranger, back | {"state": "another"}) == ["EXTERNAL_SIGN_IN_OVER"]
    assert await codes(stranger, back) == []
    assert await codes(stranger, back) == ["EXTERNAL_SIGN_IN_OVER"]


async def test_an_answer_of_another_provider_is_refused(ours: tuple[Person, Platform], provider: TestProvider) -> None:
    """Mix-up: RFC 9207."""
    back = await begun(ours[0], provider) | {"iss": "https://attacker.example"}
    assert await codes(ours[0], back) == ["EXTERNAL_SIGN_IN_FAILED"]
    assert provider.forms == [], "the code was sent nowhere"


async def test_a_provider_that_describes_another_is_not_used(
    ours: tuple[Person, Platform], provider: TestProvider
) -> None:
    provider.description_lies = {"issuer": "https://elsewhere.example"}
    adapter = ours[1].sign_in_providers["test"]
    adapter._described_at = -1e9
    assert await ours[0].error_code(BEGIN, i={"provider": "test"}) == "PROVIDER_UNAVAILABLE"
    refused = await ours[0].ask(BEGIN, i={"provider": "unknown"})
    assert refused["beginExternalSignIn"]["errors"] == [{"code": "UNKNOWN_PROVIDER"}]


async def test_nobodys_else_account_is_linked(ours: tuple[Person, Platform], provider: TestProvider) -> None:
    stranger, platform = ours
    for expected in ([], ["IDENTITY_TAKEN"]):
        person = await make_person(platform, stranger.client)
        answer = (await person.ask(LINK, i={"provider": "test"}))["linkExternalIdentity"]
        assert await codes(stranger, returned(answer, provider)) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "http://93.184.216.34/",
    ],
)
async def test_what_a_provider_names_never_leads_into_our_network(url: str) -> None:
    async with httpx.AsyncClient(transport=GuardedTransport()) as client:
        with pytest.raises(ForbiddenAddressError):
            await client.get(url)


async def test_our_own_provider_is_one(settings: Settings) -> None:
    """A second instance of ours signs people in at the first, over a real port."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    first = build_platform(settings.model_copy(update={"public_url": issuer}), process="first")
    async with (
        served(create_app(first.settings, first), port=port),
        httpx.AsyncClient(base_url=issuer) as http,
    ):
        callback = f"{settings.web_url}/sign-in/callback"
        app = await register_app(first, http, redirectUris=[callback], scopes=["openid", "email", "profile"])
        known = ProviderSettings(code="own", name="Solvent", issuer=issuer, client_id=app.client_id, is_local=True)
        second = build_platform(
            settings.model_copy(update={"sign_in_providers": [known], "limits": PLENTY}), process="second"
        )
        second.secrets.write("oidc/own", app.secret or "")
        transport = httpx.ASGITransport(create_app(second.settings, second))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            there = await make_person(first, http)
            here = await make_person(second, client)
            linking = (await here.ask(LINK, i={"provider": "own"}))["linkExternalIdentity"]
            assert await codes(here, await visited(there, linking)) == []
            stranger = Person(client, None)
            begun_ = (await stranger.ask(BEGIN, i={"provider": "own"}))["beginExternalSignIn"]
            done = await complete(stranger, await visited(there, begun_))
            assert done["user"]["email"] == here.email
        await second.close()
    await first.close()


async def visited(there: Person, answer: dict[str, Any]) -> dict[str, Any]:
    """Go to the provider, say yes, and come back."""
    url = urlsplit(answer["redirectTo"])
    opened = await there.client.get(f"{url.path}?{url.query}")
    decided = await there.ask(APPROVE, i={"request": query_of(opened.headers["location"])["request"]})
    back = query_of(decided["approveAuthorization"]["redirectTo"])
    return {"browserSecret": answer["browserSecret"], **{name: back[name] for name in ("state", "code", "iss")}}

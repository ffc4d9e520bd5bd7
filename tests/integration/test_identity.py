from uuid import uuid4

import pytest

from core.adapters.wiring import Platform
from core.identity.models import Role
from core.identity.repository import user_by_id
from core.ids import new_id
from core.jobs.models import JobState
from core.settings import Settings
from tests.support.accounts import PASSWORD, REFRESH, SIGN_IN, VERIFY, register, registered, sign_in
from tests.support.jobs import Handlers, do_system_jobs
from tests.support.mail import mails_to
from tests.support.people import Person, make_person


async def test_from_registration_to_a_session(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    session = (await sign_in(stranger, address.upper()))["session"]
    signed_in = Person(stranger.client, session["accessToken"])
    assert (await signed_in.ask("{ viewer { email role } }"))["viewer"] == {"email": address, "role": "USER"}
    mailbox = (await stranger.client.get("/dev/mailbox")).text
    assert mailbox.index(address) < mailbox.index("/verify?token=")


async def test_an_address_must_be_confirmed_first(stranger: Person) -> None:
    address = f"{uuid4().hex[:10]}@example.com"
    await register(stranger, address)
    assert (await sign_in(stranger, address))["errors"] == [{"code": "EMAIL_NOT_VERIFIED"}]
    assert (await sign_in(stranger, address, "a wrong password"))["errors"] == [{"code": "BAD_CREDENTIALS"}]


async def test_registering_a_taken_address_says_the_same_and_tells_its_owner(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    assert await register(stranger, address) == {"email": address, "errors": []}
    await do_system_jobs(platform, handlers)
    assert len(mails_to(settings, address)) == 2
    assert (await sign_in(stranger, address))["errors"] == []


@pytest.mark.parametrize(
    ("address", "password", "code", "field"),
    [
        ("not an address", PASSWORD, "INVALID_EMAIL", "email"),
        ("someone@example.com", "short", "WEAK_PASSWORD", "password"),
        ("someone@example.com", "aaaaaaaaaaaa", "WEAK_PASSWORD", "password"),
        ("someone@example.com", "someone-12345", "WEAK_PASSWORD", "password"),
        ("someone@example.com", "x1y2z3" * 100, "WEAK_PASSWORD", "password"),
    ],
)
async def test_bad_registrations_name_their_field(
    stranger: Person, address: str, password: str, code: str, field: str
) -> None:
    refused = await register(stranger, address, password)
    assert refused == {"email": None, "errors": [{"code": code, "field": field}]}


@pytest.mark.parametrize("token", ["", "x", "AAAA", "A" * 108])
async def test_a_forged_link_confirms_nothing(stranger: Person, token: str) -> None:
    answer = await stranger.ask(VERIFY, i={"token": token})
    assert answer["verifyEmail"] == {"user": None, "errors": [{"code": "INVALID_LINK"}]}


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_session(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    first = (await sign_in(stranger, address))["session"]["refreshToken"]
    second = (await stranger.ask(REFRESH, i={"refreshToken": first}))["refreshSession"]["session"]["refreshToken"]
    replayed = await stranger.ask(REFRESH, i={"refreshToken": first})
    assert replayed["refreshSession"]["errors"] == [{"code": "INVALID_TOKEN", "field": "refreshToken"}]
    after = await stranger.ask(REFRESH, i={"refreshToken": second})
    assert after["refreshSession"]["errors"] == [{"code": "INVALID_TOKEN", "field": "refreshToken"}]
    session = (await sign_in(stranger, address))["session"]
    activity = await Person(stranger.client, session["accessToken"]).ask("{ activity { edges { node { action } } } }")
    actions = [edge["node"]["action"] for edge in activity["activity"]["edges"]]
    assert "session.reuse_detected" in actions


async def test_signing_out_ends_the_session(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    session = (await sign_in(stranger, address))["session"]
    await Person(stranger.client, session["accessToken"]).ask("mutation { signOut { errors { code } } }")
    answer = await stranger.ask(REFRESH, i={"refreshToken": session["refreshToken"]})
    assert answer["refreshSession"]["errors"][0]["code"] == "INVALID_TOKEN"


async def test_a_deactivated_person_is_out(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    session = (await sign_in(stranger, address))["session"]
    me = Person(stranger.client, session["accessToken"])
    deactivate = """mutation($i: DeactivateUserInput!) { deactivateUser(input: $i) {
      user { status } errors { code } } }"""
    wrong = await me.ask(deactivate, i={"password": "not it"})
    assert wrong["deactivateUser"] == {"user": None, "errors": [{"code": "BAD_CREDENTIALS"}]}
    done = await me.ask(deactivate, i={"password": PASSWORD})
    assert done["deactivateUser"] == {"user": {"status": "DEACTIVATED"}, "errors": []}
    assert (await sign_in(stranger, address))["errors"] == [{"code": "ACCOUNT_DEACTIVATED"}]
    refreshed = await stranger.ask(REFRESH, i={"refreshToken": session["refreshToken"]})
    assert refreshed["refreshSession"]["session"] is None


async def test_only_an_admin_lists_and_deactivates_people(person: Person, platform: Platform) -> None:
    admin = await make_person(platform, person.client, Role.ADMIN)
    me = (await person.ask("{ viewer { id } }"))["viewer"]["id"]
    users = "{ users(first: 5) { edges { node { email } } } }"
    deactivate = (
        "mutation($i: AdminDeactivateUserInput!) { adminDeactivateUser(input: $i) { user { status } errors { code } } }"
    )
    assert await person.error_code(users) == "FORBIDDEN"
    assert await person.error_code(deactivate, i={"userId": me, "reason": "x"}) == "FORBIDDEN"
    assert len((await admin.ask(users))["users"]["edges"]) >= 2
    done = await admin.ask(deactivate, i={"userId": me, "reason": "asked by mail"})
    assert done["adminDeactivateUser"]["user"] == {"status": "DEACTIVATED"}
    assert await person.error_code("{ viewer { id } }") == "INVALID_TOKEN"
    assert person.user_id is not None
    async with platform.database.read_system() as read:
        row = await user_by_id(read.session, person.user_id)
    later = await platform.access_tokens.issue(row, new_id())
    activity = await Person(person.client, later.text).ask("{ activity { edges { node { action actor details } } } }")
    (seen,) = [edge["node"] for edge in activity["activity"]["edges"] if edge["node"]["action"] == "user.deactivated"]
    assert (seen["actor"], seen["details"]["reason"]) == ("admin", "asked by mail")


async def test_guessing_one_password_is_slowed_down(stranger: Person, settings: Settings) -> None:
    address = f"{uuid4().hex[:10]}@example.com"
    codes = []
    for _ in range(settings.limits.sign_in_per_minute + 1):
        body = await stranger.send(SIGN_IN, i={"email": address, "password": "guess"})
        codes.append(
            body["errors"][0]["extensions"] if "errors" in body else body["data"]["signIn"]["errors"][0]["code"]
        )
    assert codes[:-1] == ["BAD_CREDENTIALS"] * settings.limits.sign_in_per_minute
    assert codes[-1]["code"] == "RATE_LIMITED"
    assert 0 < codes[-1]["retryAfterSeconds"] <= 61


async def test_jobs_of_the_platform_are_done(platform: Platform, handlers: Handlers) -> None:
    states = await do_system_jobs(platform, handlers)
    assert set(states.values()) <= {JobState.DONE}

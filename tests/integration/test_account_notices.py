"""Whoever changes how a person shows that it is they, or what was granted: the person is told by mail.

And whoever got into their account can't keep that mail from them.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import update

from core.adapters.wiring import Platform
from core.identity.models import Role, SessionRow, UserRow
from core.settings import Settings
from tests.support.accounts import FIREFOX, from_address
from tests.support.authenticator import Authenticator
from tests.support.factors import (
    CONFIRM,
    CONFIRM_TOTP,
    PRESENCE,
    START_TOTP,
    add_passkey,
    add_totp,
    be_present,
    complete,
    set_password,
    sign_in,
)
from tests.support.grants import DECIDE, INVITE, REVOKE, let_in
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.mail import mails_to, subjects_to
from tests.support.people import Person, make_person

REGENERATE = "mutation { regenerateRecoveryCodes { errors { code } } }"
REMOVE_TOTP = "mutation { removeTotp { errors { code } } }"
REMOVE_PASSKEY = "mutation($i: RemovePasskeyInput!) { removePasskey(input: $i) { errors { code } } }"
RESET = "mutation($i: ResetSecondFactorsInput!) { resetSecondFactors(input: $i) { errors { code } } }"
INSPECT = "mutation($i: OpenInspectionInput!) { openInspection(input: $i) { grant { id } errors { code } } }"
JOBS = """{ jobs(filter: {names: ["identity.send_notice"]}) { edges { node { id state } } } }"""
CANCEL = "mutation($i: CancelJobInput!) { cancelJob(input: $i) { job { id } errors { code field } } }"

Told = Callable[[Person], Awaitable[list[str]]]
"""The subjects of what a person was sent, once everything that waits is done."""


@pytest.fixture
def told(platform: Platform, handlers: Handlers, settings: Settings) -> Told:
    async def look(person: Person) -> list[str]:
        await do_jobs(platform, handlers, person.user_id)
        await do_system_jobs(platform, handlers)
        return subjects_to(settings, person.email)

    return look


@pytest.fixture
async def me(platform: Platform, person: Person) -> Person:
    """A person with a password who has just signed in, with Firefox at 203.0.113.9."""
    await set_password(platform, person)
    here = update(SessionRow).where(SessionRow.user_id == person.user_id)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(here.values(user_agent=FIREFOX, address="203.0.113.9"))
    return person


async def be_present_as(platform: Platform, person: Person) -> None:
    here = update(SessionRow).where(SessionRow.user_id == person.user_id)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(here.values(present_at=platform.clock.now(), present_by="passkey"))


async def id_of(person: Person) -> str:
    return str((await person.ask("{ viewer { id } }"))["viewer"]["id"])


async def test_changes_of_an_authenticator_app_and_of_codes_are_told_with_device_place_and_time(
    platform: Platform, settings: Settings, me: Person, told: Told
) -> None:
    totp, _ = await add_totp(me)
    await be_present(platform, me, totp)
    assert (await me.ask(REGENERATE))["regenerateRecoveryCodes"]["errors"] == []
    assert (await me.ask(REMOVE_TOTP))["removeTotp"]["errors"] == []
    assert (await me.ask(REMOVE_TOTP))["removeTotp"]["errors"] == []  # nothing is there any more: no second word
    assert await told(me) == [
        "An authenticator app was added at Solvent",
        "New recovery codes at Solvent",
        "An authenticator app was removed at Solvent",
    ]
    today = platform.clock.now().date().isoformat()
    for text in mails_to(settings, me.email):
        assert re.search(rf"When: {today} \d\d:\d\d UTC. Device: Firefox, Linux. From: 203.0.113.9.", text), text
        assert f"{settings.web_url}/settings/security" in text


async def test_passkeys_are_told_of_in_the_persons_language(
    platform: Platform, settings: Settings, me: Person, told: Told
) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(UserRow).where(UserRow.id == me.user_id).values(locale="ru-RU"))
    added = await add_passkey(me, Authenticator(), "http://evil.example")
    await be_present_as(platform, me)
    key = added["factors"]["passkeys"][0]["id"]
    assert (await me.ask(REMOVE_PASSKEY, i={"id": key}))["removePasskey"]["errors"] == []
    assert await told(me) == ["В Solvent добавлен ключ доступа", "В Solvent удалён ключ доступа"]
    for text in mails_to(settings, me.email):
        assert "Устройство: Firefox, Linux. Откуда: 203.0.113.9." in text
        assert "evil" not in text  # a name that whoever added it made up


async def test_what_did_not_happen_is_not_told(me: Person, told: Told) -> None:
    await me.ask(START_TOTP)
    assert (await me.ask(CONFIRM_TOTP, i={"code": "000000"}))["confirmTotp"]["errors"] == [{"code": "FACTOR_WRONG"}]
    assert (await me.ask(REMOVE_TOTP))["removeTotp"]["errors"] == []  # an app that never worked
    assert (await me.ask(REGENERATE))["regenerateRecoveryCodes"]["errors"] == [{"code": "FACTOR_WRONG"}]
    assert await told(me) == []


async def test_each_use_of_a_recovery_code_is_told_with_the_device_that_used_it(
    settings: Settings, me: Person, told: Told
) -> None:
    _, codes = await add_totp(me)
    thief = from_address(me.client, "198.51.100.66")
    challenge = (await sign_in(thief, me.email))["challenge"]["token"]
    assert (await complete(thief, challenge, recoveryCode="not-a-code"))["session"] is None
    assert (await complete(thief, challenge, recoveryCode=codes[0]))["errors"] == []
    presence = (await me.ask(PRESENCE))["startPresence"]["challenge"]["token"]
    given = {"challenge": presence, "proof": {"recoveryCode": codes[1]}}
    assert (await me.ask(CONFIRM, i=given))["confirmPresence"]["errors"] == []
    await told(me)
    used = [text for text in mails_to(settings, me.email) if "one of your recovery codes was used" in text]
    assert [re.search(r"From: (\S+)\.\s", text)[1] for text in used] == [  # type: ignore[index]  # it is there
        "203.0.113.9",  # the person's own jobs were done first
        "198.51.100.66",
    ]


async def test_a_reset_by_an_admin_is_told_without_the_admins_device(
    platform: Platform, settings: Settings, me: Person, told: Told
) -> None:
    await add_totp(me)
    admin = await make_person(platform, me.client, Role.ADMIN)
    await be_present_as(platform, admin)
    given = {"userId": await id_of(me), "reason": "lost phone"}
    assert (await admin.ask(RESET, i=given))["resetSecondFactors"]["errors"] == []
    assert "Your second factors at Solvent were reset" in await told(me)
    (text,) = [one for one in mails_to(settings, me.email) if "staff reset" in one]
    assert f"When: {platform.clock.now():%Y-%m-%d}" in text
    assert "Device" not in text
    assert f"{settings.web_url}/forgot-password" in text


async def test_who_got_in_can_not_stop_the_mail_that_tells_of_it(me: Person, told: Told) -> None:
    await add_totp(me)
    ((job,),) = [[edge["node"] for edge in (await me.ask(JOBS))["jobs"]["edges"]]]
    assert job["state"] == "QUEUED"
    refused = {"job": None, "errors": [{"code": "JOB_UNSTOPPABLE", "field": "id"}]}
    assert (await me.ask(CANCEL, i={"id": job["id"]}))["cancelJob"] == refused
    assert await told(me) == ["An authenticator app was added at Solvent"]


async def test_the_other_side_is_told_what_becomes_of_a_grant(
    settings: Settings, me: Person, another: Callable[[], Awaitable[Person]], told: Told
) -> None:
    accountant, reader, shy = await another(), await another(), await another()
    first, second = await let_in(me, accountant, "ACCOUNTANT"), await let_in(me, reader)
    invited = (await me.ask(INVITE, i={"email": shy.email, "kind": "READ_ONLY"}))["inviteToBooks"]["grant"]["id"]
    assert (await shy.ask(DECIDE, i={"grantId": invited, "accepts": False}))["decideGrant"]["errors"] == []
    for caller, grant in ((me, first.grant), (reader, second.grant), (reader, second.grant)):
        ended: Any = (await caller.ask(REVOKE, i={"grantId": grant}))["revokeGrant"]
        assert ended == {"grant": {"state": "REVOKED"}, "errors": []}
    accepted, declined, over, invitation = (
        "Your invitation into your books at Solvent was accepted",
        "Your invitation into your books at Solvent was declined",
        "A grant at Solvent was ended",
        "You are invited to somebody's books at Solvent",
    )
    assert sorted(await told(me)) == sorted([accepted, accepted, declined, over])
    assert [text.count(reader.email) for text in mails_to(settings, me.email)].count(1) == 2
    assert await told(accountant) == [over]
    assert me.email in mails_to(settings, accountant.email)[-1]
    assert await told(reader) == []  # they ended it; the invitation was accepted before it was sent
    assert invitation not in await told(shy)


async def test_an_invitation_that_is_withdrawn_says_nothing_more(
    me: Person, another: Callable[[], Awaitable[Person]], told: Told
) -> None:
    other = await another()
    invited = (await me.ask(INVITE, i={"email": other.email, "kind": "READ_ONLY"}))["inviteToBooks"]["grant"]["id"]
    await told(me)
    assert (await me.ask(REVOKE, i={"grantId": invited}))["revokeGrant"]["errors"] == []
    assert (await told(me), await told(other)) == ([], ["You are invited to somebody's books at Solvent"])


async def test_an_inspection_is_told_to_whose_books_it_opens(
    platform: Platform, settings: Settings, me: Person, told: Told
) -> None:
    admin = await make_person(platform, me.client, Role.ADMIN)
    await be_present_as(platform, admin)
    given = {"userId": await id_of(me), "reason": "support case 4711"}
    opened = (await admin.ask(INSPECT, i=given))["openInspection"]
    assert (await admin.ask(REVOKE, i={"grantId": opened["grant"]["id"]}))["revokeGrant"]["errors"] == []
    assert await told(me) == ["Solvent's staff is looking into your books"]
    assert admin.email in mails_to(settings, me.email)[0]
    assert "4711" not in mails_to(settings, me.email)[0]

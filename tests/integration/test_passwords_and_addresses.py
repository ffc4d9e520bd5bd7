"""Changing and resetting passwords, moving to another address, leaving and coming back."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from core.adapters.wiring import Platform
from core.identity.messages import PurgeExpiredSessions
from core.identity.models import MailLinkRow, Role, UserRow
from core.jobs.enqueue import enqueue
from core.settings import Settings
from tests.support.accounts import (
    PASSWORD,
    new_address,
    refresh,
    register,
    registered,
    sign_in,
    signed_in,
    verify,
)
from tests.support.jobs import Handlers, do_system_jobs
from tests.support.mail import subjects_to, token_to
from tests.support.people import Person, make_person

OTHER = "an entirely different one 2"
ASK = "mutation($i: AskedByMailInput!) { %s(input: $i) { email errors { code field } } }"
RESET = "mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { email errors { code field } } }"
CHANGE = "mutation($i: ChangePasswordInput!) { changePassword(input: $i) { sessionsEnded errors { code field } } }"
MOVE = "mutation($i: RequestEmailChangeInput!) { requestEmailChange(input: $i) { email errors { code field } } }"
LINK = "mutation($i: EmailLinkInput!) { %s(input: $i) { email errors { code field } } }"
LEAVE = "mutation($i: DeactivateUserInput!) { deactivateUser(input: $i) { user { status } errors { code } } }"
RETURN = "mutation($i: ReactivateUserInput!) { reactivateUser(input: $i) { user { status } errors { code field } } }"
VIEWER = "{ viewer { email } }"
SPENT = [{"code": "INVALID_LINK", "field": "token"}]


async def ask_by_mail(stranger: Person, what: str, address: str) -> object:
    return (await stranger.ask(ASK % what, i={"email": address}))[what]


async def history(person: Person) -> list[str]:
    edges = (await person.ask("{ activity(first: 50) { edges { node { action } } } }"))["activity"]["edges"]
    return [edge["node"]["action"] for edge in edges]


async def test_a_forgotten_password_is_chosen_anew_once_and_ends_every_session(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    session = (await sign_in(stranger, address))["session"]
    assert await ask_by_mail(stranger, "requestPasswordReset", address) == {"email": address, "errors": []}
    await do_system_jobs(platform, handlers)
    token = token_to(settings, address, "reset-password")
    weak = await stranger.ask(RESET, i={"token": token, "newPassword": "password1234"})
    assert weak["resetPassword"]["errors"] == [{"code": "WEAK_PASSWORD", "field": "newPassword"}]
    done = await stranger.ask(RESET, i={"token": token, "newPassword": OTHER})
    assert done["resetPassword"] == {"email": address, "errors": []}
    assert await Person(stranger.client, session["accessToken"]).error_code(VIEWER) == "INVALID_TOKEN"
    assert (await refresh(stranger, session["refreshToken"]))["session"] is None
    again = await stranger.ask(RESET, i={"token": token, "newPassword": PASSWORD})
    assert again["resetPassword"]["errors"] == SPENT
    assert (await sign_in(stranger, address))["errors"] == [{"code": "BAD_CREDENTIALS"}]
    assert (await sign_in(stranger, address, OTHER))["errors"] == []
    await do_system_jobs(platform, handlers)
    assert subjects_to(settings, address)[-1] == "Your Solvent password was changed"


async def test_a_link_that_is_too_old_resets_nothing(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    await ask_by_mail(stranger, "requestPasswordReset", address)
    await do_system_jobs(platform, handlers)
    token = token_to(settings, address, "reset-password")
    past = platform.clock.now() - timedelta(seconds=1)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(MailLinkRow).values(expires_at=past))
    answer = await stranger.ask(RESET, i={"token": token, "newPassword": OTHER})
    assert answer["resetPassword"]["errors"] == SPENT
    assert (await sign_in(stranger, address))["errors"] == []


async def test_changing_the_password_ends_the_other_sessions_only(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    here, there = await signed_in(stranger, address), await signed_in(stranger, address)
    wrong = await here.ask(CHANGE, i={"currentPassword": "not it at all", "newPassword": OTHER})
    assert wrong["changePassword"]["errors"] == [{"code": "BAD_CREDENTIALS", "field": "currentPassword"}]
    weak = await here.ask(CHANGE, i={"currentPassword": PASSWORD, "newPassword": "qwertyuiop12"})
    assert weak["changePassword"]["errors"] == [{"code": "WEAK_PASSWORD", "field": "newPassword"}]
    assert (await there.ask(VIEWER))["viewer"]["email"] == address
    done = await here.ask(CHANGE, i={"currentPassword": PASSWORD, "newPassword": OTHER})
    assert done["changePassword"] == {"sessionsEnded": 1, "errors": []}
    assert (await here.ask(VIEWER))["viewer"]["email"] == address
    assert await there.error_code(VIEWER) == "INVALID_TOKEN"
    assert "user.password_changed" in await history(here)
    await do_system_jobs(platform, handlers)
    assert subjects_to(settings, address)[-1] == "Your Solvent password was changed"


async def test_an_address_moves_when_the_new_one_confirms_and_the_old_one_can_undo_it(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address, wanted = await registered(stranger, platform, handlers, settings), new_address()
    me = await signed_in(stranger, address)
    wrong = await me.ask(MOVE, i={"email": wanted, "password": "not it at all"})
    assert wrong["requestEmailChange"]["errors"] == [{"code": "BAD_CREDENTIALS", "field": "password"}]
    asked = await me.ask(MOVE, i={"email": wanted.upper(), "password": PASSWORD})
    assert asked["requestEmailChange"] == {"email": wanted, "errors": []}
    await do_system_jobs(platform, handlers)
    assert (await me.ask(VIEWER))["viewer"]["email"] == address
    token = token_to(settings, wanted, "confirm-email")
    confirmed = await stranger.ask(LINK % "confirmEmailChange", i={"token": token})
    assert confirmed["confirmEmailChange"] == {"email": wanted, "errors": []}
    again = await stranger.ask(LINK % "confirmEmailChange", i={"token": token})
    assert again["confirmEmailChange"]["errors"] == SPENT
    assert (await sign_in(stranger, wanted))["errors"] == []
    await do_system_jobs(platform, handlers)

    undo = token_to(settings, address, "undo-email")
    undone = await stranger.ask(LINK % "undoEmailChange", i={"token": undo})
    assert undone["undoEmailChange"] == {"email": address, "errors": []}
    assert await me.error_code(VIEWER) == "INVALID_TOKEN"
    assert (await sign_in(stranger, address))["errors"] == [{"code": "BAD_CREDENTIALS"}]
    await do_system_jobs(platform, handlers)
    reset = await stranger.ask(RESET, i={"token": token_to(settings, address, "reset-password"), "newPassword": OTHER})
    assert reset["resetPassword"] == {"email": address, "errors": []}
    back = await signed_in(stranger, address, OTHER)
    assert {"user.email_changed", "user.email_change_undone"} <= set(await history(back))


async def test_an_address_that_is_somebodys_can_not_be_moved_to_and_its_owner_is_told(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    theirs = await registered(stranger, platform, handlers, settings)
    me = await signed_in(stranger, address)
    asked = await me.ask(MOVE, i={"email": theirs, "password": PASSWORD})
    assert asked["requestEmailChange"] == {"email": theirs, "errors": []}
    await do_system_jobs(platform, handlers)
    assert subjects_to(settings, theirs)[-1] == "You have Solvent already"
    with pytest.raises(AssertionError, match="no link"):
        token_to(settings, theirs, "confirm-email")


async def test_who_registers_anothers_address_first_gains_nothing(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = new_address()
    await register(stranger, address, "the thief knows this 7", "Thief")
    await register(stranger, address, PASSWORD, "Owner")
    await do_system_jobs(platform, handlers)
    assert (await verify(stranger, token_to(settings, address, "verify")))["errors"] == []
    assert (await sign_in(stranger, address, "the thief knows this 7"))["errors"] == [{"code": "BAD_CREDENTIALS"}]
    me = await signed_in(stranger, address)
    assert (await me.ask("{ viewer { displayName } }"))["viewer"] == {"displayName": "Owner"}


async def test_a_lost_verification_mail_is_sent_once_more(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = new_address()
    await register(stranger, address)
    await do_system_jobs(platform, handlers)
    first = token_to(settings, address, "verify")
    assert await ask_by_mail(stranger, "resendVerification", address) == {"email": address, "errors": []}
    await do_system_jobs(platform, handlers)
    second = token_to(settings, address, "verify")
    assert first != second
    assert (await verify(stranger, second))["errors"] == []
    assert (await verify(stranger, second))["errors"] == []  # a second click is no error
    assert (await verify(stranger, first))["errors"] == [{"code": "INVALID_LINK"}]
    assert (await sign_in(stranger, address))["errors"] == []
    await ask_by_mail(stranger, "resendVerification", address)
    await do_system_jobs(platform, handlers)
    assert len(subjects_to(settings, address)) == 2


async def test_who_left_comes_back_by_mail_and_who_was_put_out_does_not(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    me = await signed_in(stranger, address)
    me_id = (await me.ask("{ viewer { id } }"))["viewer"]["id"]
    assert (await me.ask(LEAVE, i={"password": PASSWORD}))["deactivateUser"]["errors"] == []
    assert await me.error_code(VIEWER) == "INVALID_TOKEN"
    await ask_by_mail(stranger, "requestReactivation", address)
    await do_system_jobs(platform, handlers)
    token = token_to(settings, address, "reactivate")
    back = await stranger.ask(RETURN, i={"token": token})
    assert back["reactivateUser"] == {"user": {"status": "ACTIVE"}, "errors": []}
    assert (await stranger.ask(RETURN, i={"token": token}))["reactivateUser"]["errors"] == SPENT
    assert (await sign_in(stranger, address))["errors"] == []

    admin = await make_person(platform, stranger.client, Role.ADMIN)
    switch = "mutation($i: Admin%sUserInput!) { admin%sUser(input: $i) { user { status } errors { code } } }"
    given = {"userId": me_id, "reason": "asked by the court"}
    await admin.ask(switch.replace("%s", "Deactivate"), i=given)
    await do_system_jobs(platform, handlers)
    told = len(subjects_to(settings, address))
    await ask_by_mail(stranger, "requestReactivation", address)
    await do_system_jobs(platform, handlers)
    assert len(subjects_to(settings, address)) == told
    assert (await sign_in(stranger, address))["errors"] == [{"code": "ACCOUNT_DEACTIVATED"}]
    done = await admin.ask(switch.replace("%s", "Reactivate"), i=given)
    assert done["adminReactivateUser"] == {"user": {"status": "ACTIVE"}, "errors": []}
    assert "user.reactivated" in await history(await signed_in(stranger, address))


async def test_registrations_that_nobody_confirmed_are_purged(
    stranger: Person, platform: Platform, handlers: Handlers, person: Person
) -> None:
    address = new_address()
    await register(stranger, address)
    old = platform.clock.now() - timedelta(days=31)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            update(UserRow).where(UserRow.email.in_([address, person.email])).values(created_at=old)
        )
        await enqueue(uow, PurgeExpiredSessions())
    await do_system_jobs(platform, handlers)
    async with platform.database.read_system() as read:
        found = (await read.session.execute(UserRow.__table__.select().where(UserRow.email == address))).all()
    assert found == []
    assert (await person.ask(VIEWER))["viewer"]["email"] == person.email

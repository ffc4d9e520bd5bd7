"""People with passwords and second factors, through the endpoint."""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import update

from core.adapters.wiring import Platform
from core.identity.factors.models import TotpRow
from core.identity.models import SessionRow, UserRow
from core.identity.password import hash_password
from tests.support.authenticator import Authenticator
from tests.support.people import Person

PASSWORD = "a long enough secret 1"
PRESENCE = "mutation { startPresence { challenge { token kinds passkeyOptions } errors { code } } }"
CONFIRM = (
    """mutation($i: ConfirmPresenceInput!) { confirmPresence(input: $i) { presentUntil errors { code field } } }"""
)
SIGN_IN = """mutation($i: SignInInput!) { signIn(input: $i) { session { accessToken refreshToken }
  challenge { token kinds passkeyOptions } user { email } errors { code } } }"""
COMPLETE = """mutation($i: CompleteSignInInput!) { completeSignIn(input: $i) {
  session { accessToken refreshToken } user { email } errors { code field } } }"""
START_TOTP = "mutation { startTotp { secret uri qrSvg errors { code } } }"
CONFIRM_TOTP = """mutation($i: ConfirmTotpInput!) { confirmTotp(input: $i) {
  recoveryCodes factors { kinds recoveryCodesLeft isRequired } errors { code } } }"""
START_PASSKEY = "mutation { startPasskey { challenge options errors { code } } }"
ADD_PASSKEY = """mutation($i: AddPasskeyInput!) { addPasskey(input: $i) { recoveryCodes
  factors { kinds passkeys { id name isBackedUp lastUsedAt } } errors { code field } } }"""


@dataclass
class Totp:
    """An authenticator app. Each code is the next: the server takes none twice."""

    secret: str

    def code(self, offset: int = 0) -> str:
        return pyotp.TOTP(self.secret).generate_otp(int(time.time()) // 30 + offset)


async def set_password(platform: Platform, person: Person) -> None:
    async with platform.database.system_unit_of_work() as uow:
        values = {"password_hash": await hash_password(PASSWORD)}
        await uow.session.execute(update(UserRow).where(UserRow.id == person.user_id).values(**values))


async def time_passes(platform: Platform, person: Person) -> None:
    """The sign-in is no longer recent, and codes of the app are new again."""
    past = platform.clock.now() - timedelta(minutes=6)
    async with platform.database.system_unit_of_work() as uow:
        session = update(SessionRow).where(SessionRow.user_id == person.user_id)
        await uow.session.execute(session.values(created_at=past, present_at=None))
        await uow.session.execute(update(TotpRow).where(TotpRow.user_id == person.user_id).values(last_step=0))


async def add_totp(person: Person) -> tuple[Totp, list[str]]:
    """Set an app up; the codes it came with."""
    totp = Totp((await person.ask(START_TOTP))["startTotp"]["secret"])
    done = (await person.ask(CONFIRM_TOTP, i={"code": totp.code()}))["confirmTotp"]
    assert done["errors"] == []
    return totp, done["recoveryCodes"]


async def add_passkey(person: Person, device: Authenticator, name: str = "Phone") -> dict[str, Any]:
    started = (await person.ask(START_PASSKEY))["startPasskey"]
    assert started["errors"] == []
    given = {"challenge": started["challenge"], "name": name, "credential": device.create(started["options"])}
    answer: dict[str, Any] = (await person.ask(ADD_PASSKEY, i=given))["addPasskey"]
    return answer


async def sign_in(stranger: Person, email: str) -> dict[str, Any]:
    """The first step."""
    answer: dict[str, Any] = (await stranger.ask(SIGN_IN, i={"email": email, "password": PASSWORD}))["signIn"]
    return answer


async def complete(stranger: Person, challenge: str, **proof: Any) -> dict[str, Any]:
    """The second step."""
    given = {"challenge": challenge, "proof": proof}
    answer: dict[str, Any] = (await stranger.ask(COMPLETE, i=given))["completeSignIn"]
    return answer


async def be_present(platform: Platform, person: Person, totp: Totp) -> None:
    """Show a code, as a person would."""
    await forget_codes(platform, person.user_id)
    started = (await person.ask(PRESENCE))["startPresence"]["challenge"]
    given = {"challenge": started["token"], "proof": {"totpCode": totp.code()}}
    assert (await person.ask(CONFIRM, i=given))["confirmPresence"]["errors"] == []


async def forget_codes(platform: Platform, user_id: UUID | None) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(TotpRow).where(TotpRow.user_id == user_id).values(last_step=0))

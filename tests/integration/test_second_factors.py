import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from core.adapters.wiring import Platform
from core.identity.factors.models import FactorChallengeRow, RecoveryCodeRow, TotpRow
from core.identity.models import Role, SessionRow, UserRow
from tests.support.authenticator import Authenticator
from tests.support.factors import (
    CONFIRM,
    CONFIRM_TOTP,
    PRESENCE,
    START_PASSKEY,
    START_TOTP,
    Totp,
    add_passkey,
    add_totp,
    be_present,
    complete,
    forget_codes,
    set_password,
    sign_in,
    time_passes,
)
from tests.support.people import Person, make_person

FACTORS = """{ secondFactors { kinds totp { lastUsedAt } passkeys { id name lastUsedAt } recoveryCodesLeft
  isRequired } }"""
REGENERATE = "mutation { regenerateRecoveryCodes { recoveryCodes errors { code } } }"
REMOVE_TOTP = "mutation { removeTotp { factors { kinds recoveryCodesLeft } errors { code } } }"
START_ALONE = "mutation { startPasskeySignIn { challenge { token kinds passkeyOptions } errors { code } } }"
ALONE = """mutation($i: SignInWithPasskeyInput!) { signInWithPasskey(input: $i) {
  session { accessToken } user { email } errors { code field } } }"""
WRONG = [{"code": "FACTOR_WRONG", "field": "proof"}]
ENDED = [{"code": "CHALLENGE_ENDED", "field": "challenge"}]


@pytest.fixture
async def me(platform: Platform, person: Person) -> Person:
    """A person with a password who has just signed in."""
    await set_password(platform, person)
    return person


async def alone(stranger: Person, device: Authenticator, *, tells_owner: bool = True) -> dict[str, object]:
    asked = (await stranger.ask(START_ALONE))["startPasskeySignIn"]["challenge"]
    assert asked["kinds"] == ["PASSKEY"]
    assert asked["passkeyOptions"]["userVerification"] == "required"
    given = {"challenge": asked["token"], "passkey": device.get(asked["passkeyOptions"], tells_owner=tells_owner)}
    answer: dict[str, object] = (await stranger.ask(ALONE, i=given))["signInWithPasskey"]
    return answer


async def test_an_app_is_set_up_by_its_qr_code_and_asked_for_at_the_next_sign_in(me: Person, stranger: Person) -> None:
    import zxingcpp  # noqa: PLC0415 loaded where a code is read
    from PIL import Image, ImageDraw  # noqa: PLC0415 as above

    started = (await me.ask(START_TOTP))["startTotp"]
    uri = urlsplit(started["uri"])
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert parse_qs(uri.query) == {"secret": [started["secret"]], "issuer": ["Solvent"]}
    side = int(re.search(r'<svg width="(\d+)"', started["qrSvg"])[1])  # type: ignore[index]  # it is there
    image = Image.new("L", (side * 4, side * 4), 255)
    draw = ImageDraw.Draw(image)
    for found in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h", started["qrSvg"]):
        x, y, width, height = (4 * int(number) for number in found)
        draw.rectangle([(x, y), (x + width - 1, y + height - 1)], fill=0)
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [started["uri"]]

    totp = Totp(started["secret"])
    done = (await me.ask(CONFIRM_TOTP, i={"code": totp.code()}))["confirmTotp"]
    assert done["factors"] == {"kinds": ["TOTP", "RECOVERY_CODE"], "recoveryCodesLeft": 10, "isRequired": False}
    assert len(set(done["recoveryCodes"])) == 10
    first = await sign_in(stranger, me.email)
    assert (first["session"], first["user"]) == (None, None)
    assert first["challenge"]["kinds"] == ["TOTP", "RECOVERY_CODE"]
    second = await complete(stranger, first["challenge"]["token"], totpCode=totp.code(1))
    assert second["user"] == {"email": me.email}
    signed_in = Person(stranger.client, second["session"]["accessToken"])
    assert (await signed_in.ask("{ viewer { email } }"))["viewer"] == {"email": me.email}


async def test_until_it_is_confirmed_an_app_counts_for_nothing(me: Person, stranger: Person) -> None:
    totp = Totp((await me.ask(START_TOTP))["startTotp"]["secret"])
    assert (await me.ask(CONFIRM_TOTP, i={"code": "000000"}))["confirmTotp"]["errors"] == [{"code": "FACTOR_WRONG"}]
    assert (await sign_in(stranger, me.email))["session"] is not None
    again = Totp((await me.ask(START_TOTP))["startTotp"]["secret"])
    assert again.secret != totp.secret
    stale = (await me.ask(CONFIRM_TOTP, i={"code": totp.code()}))["confirmTotp"]
    assert stale["errors"] == [{"code": "FACTOR_WRONG"}]


async def test_no_secret_is_stored_as_it_is(platform: Platform, me: Person) -> None:
    totp, codes = await add_totp(me)
    async with platform.database.read_system() as read:
        stored = (await read.session.execute(select(TotpRow.secret).where(TotpRow.user_id == me.user_id))).scalar_one()
        hashes = await read.session.execute(
            select(RecoveryCodeRow.code_hash).where(RecoveryCodeRow.user_id == me.user_id)
        )
        kept = hashes.scalars().all()
    assert totp.secret not in stored
    assert {len(one) for one in kept} == {32}
    assert not any(code.replace("-", "").encode() in one for code in codes for one in kept)


async def test_a_code_works_once_also_for_two_at_the_same_time(me: Person, stranger: Person) -> None:
    totp, _ = await add_totp(me)
    code = totp.code(1)
    tokens = [(await sign_in(stranger, me.email))["challenge"]["token"] for _ in range(3)]
    answers = await asyncio.gather(*(complete(stranger, token, totpCode=code) for token in tokens))
    assert sorted(answer["session"] is not None for answer in answers) == [False, False, True]
    assert [answer["errors"] for answer in answers if answer["session"] is None] == [WRONG, WRONG]
    later = (await sign_in(stranger, me.email))["challenge"]["token"]
    assert (await complete(stranger, later, totpCode=totp.code()))["errors"] == WRONG  # older than the one used


async def test_a_recovery_code_works_once(me: Person, stranger: Person) -> None:
    _, codes = await add_totp(me)
    typed = codes[0].upper().replace("-", " ").replace("0", "O")
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    assert (await complete(stranger, token, recoveryCode=typed))["user"] == {"email": me.email}
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    assert (await complete(stranger, token, recoveryCode=codes[0]))["errors"] == WRONG
    assert (await me.ask(FACTORS))["secondFactors"]["recoveryCodesLeft"] == 9
    history = await me.ask("{ activity { edges { node { action } } } }")
    actions = [edge["node"]["action"] for edge in history["activity"]["edges"]]
    assert actions[:3] == ["factor.refused", "session.opened", "factor.recovery_code_used"]


async def test_new_recovery_codes_replace_the_old(platform: Platform, me: Person, stranger: Person) -> None:
    totp, old = await add_totp(me)
    await be_present(platform, me, totp)
    new = (await me.ask(REGENERATE))["regenerateRecoveryCodes"]["recoveryCodes"]
    assert len(set(new) | set(old)) == 20
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    assert (await complete(stranger, token, recoveryCode=old[0]))["errors"] == WRONG
    assert (await complete(stranger, token, recoveryCode=new[0]))["errors"] == []


async def test_a_challenge_is_good_for_one_answer_five_tries_and_five_minutes(
    platform: Platform, me: Person, stranger: Person
) -> None:
    _, codes = await add_totp(me)
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    assert (await complete(stranger, token, recoveryCode=codes[0]))["errors"] == []
    assert (await complete(stranger, token, recoveryCode=codes[1]))["errors"] == ENDED
    old = (await sign_in(stranger, me.email))["challenge"]["token"]
    async with platform.database.system_unit_of_work() as uow:
        rows = update(FactorChallengeRow).where(FactorChallengeRow.user_id == me.user_id)
        await uow.session.execute(rows.values(expires_at=platform.clock.now() - timedelta(seconds=1)))
    assert (await complete(stranger, old, recoveryCode=codes[1]))["errors"] == ENDED
    tried = (await sign_in(stranger, me.email))["challenge"]["token"]
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(rows.values(attempts=5))
    assert (await complete(stranger, tried, recoveryCode=codes[1]))["errors"] == ENDED


async def test_guessing_codes_is_slowed_down_whatever_the_challenge(
    platform: Platform, me: Person, stranger: Person
) -> None:
    await add_totp(me)
    limit = platform.settings.limits.factor_per_minute
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    codes = []
    for _ in range(limit):
        body = await stranger.send(
            "mutation($i: CompleteSignInInput!) { completeSignIn(input: $i) { errors { code } } }",
            i={"challenge": token, "proof": {"totpCode": "000000"}},
        )
        codes.append("errors" in body and body["errors"][0]["extensions"]["code"])
    assert codes == [False] * (limit - 1) + ["RATE_LIMITED"]  # the first of them set the app up


async def test_two_factors_at_once_or_none_prove_nothing(me: Person, stranger: Person) -> None:
    totp, codes = await add_totp(me)
    token = (await sign_in(stranger, me.email))["challenge"]["token"]
    both = await complete(stranger, token, totpCode=totp.code(1), recoveryCode=codes[0])
    assert both["errors"] == WRONG
    assert (await complete(stranger, token))["errors"] == WRONG
    assert (await complete(stranger, token, passkey={"id": "AAAA"}))["errors"] == WRONG
    assert (await complete(stranger, token, passkey="x"))["errors"] == WRONG


async def test_one_persons_factor_is_not_anothers(
    me: Person, another: Callable[[], Awaitable[Person]], stranger: Person
) -> None:
    other = await another()
    mine, theirs = Authenticator(), Authenticator()
    await add_passkey(me, mine)
    await add_passkey(other, theirs)
    asked = (await sign_in(stranger, me.email))["challenge"]
    assert (await complete(stranger, asked["token"], passkey=theirs.get(asked["passkeyOptions"])))["errors"] == WRONG
    presence = (await other.ask(PRESENCE))["startPresence"]["challenge"]
    given = {"challenge": presence["token"], "proof": {"passkey": theirs.get(presence["passkeyOptions"])}}
    assert (await me.ask(CONFIRM, i=given))["confirmPresence"]["errors"] == ENDED


async def test_passkeys_are_named_used_as_a_second_factor_and_several(me: Person, stranger: Person) -> None:
    phone, key = Authenticator(is_synced=True), Authenticator(counts=False, verifies=False)
    added = await add_passkey(me, phone)
    assert len(added["recoveryCodes"]) == 10
    assert [(one["name"], one["isBackedUp"]) for one in added["factors"]["passkeys"]] == [("Phone", True)]
    started = (await me.ask(START_PASSKEY))["startPasskey"]
    assert started["errors"] == [{"code": "STEP_UP_NEEDED"}]  # there is a factor now, and it was not shown
    presence = (await me.ask(PRESENCE))["startPresence"]["challenge"]
    given = {"challenge": presence["token"], "proof": {"passkey": phone.get(presence["passkeyOptions"])}}
    assert (await me.ask(CONFIRM, i=given))["confirmPresence"]["errors"] == []
    second = await add_passkey(me, key, "  Key   on the ring ")
    assert [one["name"] for one in second["factors"]["passkeys"]] == ["Phone", "Key on the ring"]
    assert second["recoveryCodes"] == []
    asked = (await sign_in(stranger, me.email))["challenge"]
    assert asked["kinds"] == ["PASSKEY", "RECOVERY_CODE"]
    assert len(asked["passkeyOptions"]["allowCredentials"]) == 2
    done = await complete(stranger, asked["token"], passkey=key.get(asked["passkeyOptions"], tells_owner=False))
    assert done["user"] == {"email": me.email}
    passkeys = (await me.ask(FACTORS))["secondFactors"]["passkeys"]
    assert [one["lastUsedAt"] is not None for one in passkeys] == [True, True]
    name = passkeys[1]["id"]
    renamed = await me.ask(
        "mutation($i: RenamePasskeyInput!) { renamePasskey(input: $i) { passkey { name } errors { code } } }",
        i={"id": name, "name": "Ring"},
    )
    assert renamed["renamePasskey"] == {"passkey": {"name": "Ring"}, "errors": []}


async def test_a_passkey_signs_in_alone_when_its_device_knows_the_owner(me: Person, stranger: Person) -> None:
    device = Authenticator()
    await add_passkey(me, device)
    done = await alone(stranger, device)
    assert done["user"] == {"email": me.email}
    assert (await alone(stranger, device, tells_owner=False))["errors"] == WRONG
    device.verifies = False
    assert (await alone(stranger, device))["errors"] == WRONG
    assert (await alone(stranger, Authenticator(rp_id=device.rp_id)))["errors"] == WRONG


@pytest.mark.parametrize("lie", ["counter", "backup", "origin", "site", "key", "challenge"])
async def test_a_passkey_that_is_not_what_it_was_is_refused(me: Person, stranger: Person, lie: str) -> None:
    device = Authenticator()
    await add_passkey(me, device)
    assert (await alone(stranger, device))["errors"] == []
    asked = (await stranger.ask(START_ALONE))["startPasskeySignIn"]["challenge"]
    options = asked["passkeyOptions"]
    if lie == "counter":  # a copy of the key, made before it was last used
        device.sign_count = 0
    elif lie == "backup":
        device.is_synced = True
    elif lie == "origin":
        device.origin = "http://localhost.example.com:3000"
    elif lie == "site":
        device.rp_id = "example.com"
    elif lie == "key":
        device.key = Authenticator().key
    else:
        options = {**options, "challenge": "AAAA"}
    given = {"challenge": asked["token"], "passkey": device.get(options)}
    assert (await stranger.ask(ALONE, i=given))["signInWithPasskey"]["errors"] == WRONG


async def test_a_passkey_belongs_to_one_person(me: Person, another: Callable[[], Awaitable[Person]]) -> None:
    device = Authenticator()
    await add_passkey(me, device)
    again = await add_passkey(await another(), device)
    assert again["errors"] == [{"code": "PASSKEY_REFUSED", "field": "credential"}]


async def test_presence_is_a_recent_factor_for_who_has_one(platform: Platform, me: Person) -> None:
    totp, _ = await add_totp(me)
    assert (await me.ask(REMOVE_TOTP))["removeTotp"]["errors"] == [{"code": "STEP_UP_NEEDED"}]
    assert (await me.ask(CONFIRM, i={"password": "a long enough secret 1"}))["confirmPresence"]["errors"] == [
        {"code": "STEP_UP_NEEDED", "field": "proof"}
    ]
    await be_present(platform, me, totp)
    removed = (await me.ask(REMOVE_TOTP))["removeTotp"]
    assert removed == {"factors": {"kinds": [], "recoveryCodesLeft": 0}, "errors": []}


async def test_presence_is_a_password_for_who_has_none(platform: Platform, me: Person) -> None:
    await time_passes(platform, me)
    assert (await me.ask(START_TOTP))["startTotp"]["errors"] == [{"code": "STEP_UP_NEEDED"}]
    wrong = (await me.ask(CONFIRM, i={"password": "not it"}))["confirmPresence"]
    assert wrong["errors"] == [{"code": "BAD_CREDENTIALS", "field": "password"}]
    right = (await me.ask(CONFIRM, i={"password": "a long enough secret 1"}))["confirmPresence"]
    assert right["presentUntil"] is not None
    assert (await me.ask(START_TOTP))["startTotp"]["errors"] == []


async def test_a_role_that_needs_a_factor_signs_in_only_to_set_one_up(platform: Platform, stranger: Person) -> None:
    admin = await make_person(platform, stranger.client, Role.ADMIN)
    await set_password(platform, admin)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(UserRow).where(UserRow.id == admin.user_id).values(has_factor=False))
    session = (await sign_in(stranger, admin.email))["session"]
    limited = Person(stranger.client, session["accessToken"], admin.user_id, admin.email)
    for document in ("{ users { edges { node { id } } } }", "{ accounts { edges { node { id } } } }"):
        assert await limited.error_code(document) == "SECOND_FACTOR_NEEDED"
    assert (await limited.ask(FACTORS))["secondFactors"]["isRequired"] is True
    totp, _ = await add_totp(limited)
    refresh = "mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { session { accessToken } } }"
    renewed = (await stranger.ask(refresh, i={"refreshToken": session["refreshToken"]}))["refreshSession"]["session"]
    full = Person(stranger.client, renewed["accessToken"], admin.user_id, admin.email)
    assert len((await full.ask("{ users(first: 1) { edges { node { id } } } }"))["users"]["edges"]) == 1
    await forget_codes(platform, admin.user_id)
    await be_present(platform, full, totp)
    assert (await full.ask(REMOVE_TOTP))["removeTotp"]["errors"] == [{"code": "LAST_FACTOR"}]


async def test_an_admin_helps_who_lost_everything_and_only_on_record(
    platform: Platform, me: Person, stranger: Person
) -> None:
    await add_totp(me)
    admin = await make_person(platform, stranger.client, Role.ADMIN)
    reset = """mutation($i: ResetSecondFactorsInput!) { resetSecondFactors(input: $i) {
      user { email } errors { code field } } }"""
    given = {"userId": (await me.ask("{ viewer { id } }"))["viewer"]["id"], "reason": "lost phone"}
    assert await me.error_code(reset, i=given) == "FORBIDDEN"
    absent = (await admin.ask(reset, i=given))["resetSecondFactors"]
    assert absent["errors"] == [{"code": "STEP_UP_NEEDED", "field": "password"}]
    async with platform.database.system_unit_of_work() as uow:
        here = update(SessionRow).where(SessionRow.user_id == admin.user_id)
        await uow.session.execute(here.values(present_at=platform.clock.now(), present_by="passkey"))
    assert (await admin.ask(reset, i=given))["resetSecondFactors"] == {"user": {"email": me.email}, "errors": []}
    session = (await sign_in(stranger, me.email))["session"]
    again = Person(stranger.client, session["accessToken"], me.user_id, me.email)
    assert (await again.ask(FACTORS))["secondFactors"]["recoveryCodesLeft"] == 0
    history = await again.ask("{ activity { edges { node { action doneBy details } } } }")
    entries = [edge["node"] for edge in history["activity"]["edges"]]
    (told,) = [one for one in entries if one["action"] == "factor.reset"]
    assert (told["doneBy"], told["details"]["reason"]) == ("ADMIN", "lost phone")


async def test_an_admin_gives_roles_but_not_to_themself(platform: Platform, me: Person, stranger: Person) -> None:
    admin = await make_person(platform, stranger.client, Role.ADMIN)
    async with platform.database.system_unit_of_work() as uow:
        here = update(SessionRow).where(SessionRow.user_id == admin.user_id)
        await uow.session.execute(here.values(present_at=platform.clock.now(), present_by="passkey"))
    give = "mutation($i: SetUserRoleInput!) { setUserRole(input: $i) { user { role } errors { code field } } }"
    mine = (await me.ask("{ viewer { id } }"))["viewer"]["id"]
    own = (await admin.ask("{ viewer { id } }"))["viewer"]["id"]
    assert (await admin.ask(give, i={"userId": own, "role": "USER"}))["setUserRole"]["errors"] == [
        {"code": "OWN_ROLE", "field": "userId"}
    ]
    assert (await admin.ask(give, i={"userId": mine, "role": "SUPPORT"}))["setUserRole"]["user"] == {"role": "SUPPORT"}
    session = (await sign_in(stranger, me.email))["session"]
    support = Person(stranger.client, session["accessToken"], me.user_id, me.email)
    state = "query($e: String!) { accountState(email: $e) { status role hasSecondFactor openSessions } }"
    assert await support.error_code(state, e=admin.email) == "SECOND_FACTOR_NEEDED"
    shown = (await admin.ask(state, e=me.email))["accountState"]
    assert shown == {"status": "ACTIVE", "role": "SUPPORT", "hasSecondFactor": False, "openSessions": 1}
    assert (await admin.ask(state, e="nobody@example.com"))["accountState"] is None

"""Setting second factors up and taking them away. Each change wants the person's presence."""

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.factors.draw_qr import qr_svg
from api.graphql.identity.factors.factor_types import Passkey, SecondFactors, shown_factors, tools_of, wrap_passkey
from api.graphql.identity.presence import presence_of
from core.identity.factors.challenge import begin_answer
from core.identity.factors.errors import PasskeyRefusedError
from core.identity.factors.keep_passkeys import add_passkey, remove_passkey, rename_passkey, start_passkey
from core.identity.factors.limit_factors import limit_factors
from core.identity.factors.list_factors import list_factors
from core.identity.factors.models import ChallengePurpose
from core.identity.factors.regenerate_codes import regenerate_codes
from core.identity.factors.set_up_totp import confirm_totp, remove_totp, start_totp
from core.identity.models import Role
from core.identity.repository import user_by_id


@strawberry.type(description="What an authenticator app is to be told. Shown this once.")
class StartTotpPayload(Payload):
    """Answer of `startTotp`."""

    secret: str | None = strawberry.field(default=None, description="To be typed, in base32, where no code is scanned.")
    uri: str | None = strawberry.field(default=None, description="The same as `otpauth://…`, for an app's own link.")
    qr_svg: str | None = strawberry.field(default=None, description="The same as a QR code: an SVG document.")


@strawberry.input(description="A code of the app that is being set up.")
class ConfirmTotpInput:
    """Input of `confirmTotp`."""

    code: str = strawberry.field(description="Six digits.")


@strawberry.type(description="The person's factors after the change.")
class FactorsPayload(Payload):
    """Answer of what changes factors."""

    factors: SecondFactors | None = strawberry.field(default=None, description="All factors.")
    recovery_codes: list[str] = strawberry.field(
        default_factory=list,
        description="Codes for the day when all else is lost: with the first factor, and when made anew. Shown this "
        "once.",
    )


@strawberry.type(description="What a device is asked to make.")
class StartPasskeyPayload(Payload):
    """Answer of `startPasskey`."""

    challenge: str | None = strawberry.field(default=None, description="To be given back to `addPasskey`.")
    options: JSON | None = strawberry.field(
        default=None,
        description="For `navigator.credentials.create`, as `PublicKeyCredential.parseCreationOptionsFromJSON` reads "
        "them.",
    )


@strawberry.input(description="A key that a device made.")
class AddPasskeyInput:
    """Input of `addPasskey`."""

    challenge: str = strawberry.field(description="The token of `startPasskey`.")
    name: str = strawberry.field(description="What to call it, 1 to 60 characters.")
    credential: JSON = strawberry.field(description="The answer of `navigator.credentials.create`, by its `toJSON()`.")


@strawberry.input(description="A passkey and its new name.")
class RenamePasskeyInput:
    """Input of `renamePasskey`."""

    id: strawberry.ID = strawberry.field(description="The passkey.")
    name: str = strawberry.field(description="What to call it, 1 to 60 characters.")


@strawberry.input(description="Which passkey to forget.")
class RemovePasskeyInput:
    """Input of `removePasskey`."""

    id: strawberry.ID = strawberry.field(description="The passkey.")


@strawberry.type(description="The passkey.")
class PasskeyPayload(Payload):
    """Answer of `renamePasskey`."""

    passkey: Passkey | None = strawberry.field(default=None, description="The passkey.")


def _factor_roles(context: Context) -> frozenset[Role]:
    return frozenset(map(Role, context.platform.settings.factor_roles))


async def _second_factors(info: strawberry.Info[Context]) -> SecondFactors:
    context = info.context
    async with context.read() as read:
        user = await user_by_id(read.session, context.person)
        factors = await list_factors(read.session, context.person)
    return shown_factors(factors, is_required=user.role in _factor_roles(context))


async def _after(info: strawberry.Info[Context], codes: list[str] | None = None) -> FactorsPayload:
    return FactorsPayload(factors=await _second_factors(info), recovery_codes=codes or [])


async def _start_totp(info: strawberry.Info[Context]) -> StartTotpPayload:
    await presence_of(info.context)
    async with info.context.uow() as uow:
        made = await start_totp(uow, tools_of(info.context))
    return StartTotpPayload(secret=made.secret, uri=made.uri, qr_svg=qr_svg(made.uri))


async def _confirm_totp(info: strawberry.Info[Context], input: ConfirmTotpInput) -> FactorsPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    await presence_of(context)
    await limit_factors(platform.limiter, context.person, platform.settings.limits.factor_per_minute)
    async with context.uow() as uow:
        codes = await confirm_totp(uow, tools_of(context), input.code)
    return await _after(info, codes)


async def _remove_totp(info: strawberry.Info[Context]) -> FactorsPayload:
    await presence_of(info.context)
    async with info.context.uow() as uow:
        await remove_totp(uow, tools_of(info.context), _factor_roles(info.context))
    return await _after(info)


async def _start_passkey(info: strawberry.Info[Context]) -> StartPasskeyPayload:
    await presence_of(info.context)
    async with info.context.uow() as uow:
        opened, options = await start_passkey(uow, tools_of(info.context))
    return StartPasskeyPayload(challenge=opened.token, options=JSON(options))


async def _add_passkey(info: strawberry.Info[Context], input: AddPasskeyInput) -> FactorsPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    await presence_of(context)
    if not isinstance(input.credential, dict):
        raise PasskeyRefusedError("This passkey can't be taken. Try again.", field="credential")
    purpose = ChallengePurpose.REGISTER_PASSKEY
    asked = await begin_answer(platform.database, platform.clock, input.challenge, purpose)
    async with context.uow() as uow:
        added = await add_passkey(uow, tools_of(context), asked, input.name, input.credential)
    return await _after(info, added.recovery_codes)


async def _rename_passkey(info: strawberry.Info[Context], input: RenamePasskeyInput) -> PasskeyPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        row = await rename_passkey(uow, decode_id(input.id, "Passkey", "id"), input.name)
    return PasskeyPayload(passkey=wrap_passkey(row))


async def _remove_passkey(info: strawberry.Info[Context], input: RemovePasskeyInput) -> FactorsPayload:  # noqa: A002 the schema's argument name
    await presence_of(info.context)
    async with info.context.uow() as uow:
        key = decode_id(input.id, "Passkey", "id")
        await remove_passkey(uow, tools_of(info.context), key, _factor_roles(info.context))
    return await _after(info)


async def _regenerate_recovery_codes(info: strawberry.Info[Context]) -> FactorsPayload:
    await presence_of(info.context)
    async with info.context.uow() as uow:
        codes = await regenerate_codes(uow, tools_of(info.context))
    return await _after(info, codes)


@strawberry.type
class FactorQueries:
    """Reading one's factors."""

    second_factors: SecondFactors = query(Permission.FACTORS_MANAGE, "The person's second factors.")(_second_factors)


@strawberry.type
class FactorMutation:
    """Changing one's factors."""

    start_totp: StartTotpPayload = mutation(
        Permission.FACTORS_MANAGE, StartTotpPayload, "Begin to set an authenticator app up. Needs presence."
    )(_start_totp)
    confirm_totp: FactorsPayload = mutation(
        Permission.FACTORS_MANAGE,
        FactorsPayload,
        "Finish it with a code of the app: from now on it is asked for. Needs presence.",
    )(_confirm_totp)
    remove_totp: FactorsPayload = mutation(
        Permission.FACTORS_MANAGE, FactorsPayload, "Forget the authenticator app. Needs presence."
    )(_remove_totp)
    start_passkey: StartPasskeyPayload = mutation(
        Permission.FACTORS_MANAGE, StartPasskeyPayload, "Ask the person's device to make a passkey. Needs presence."
    )(_start_passkey)
    add_passkey: FactorsPayload = mutation(
        Permission.FACTORS_MANAGE, FactorsPayload, "Keep the passkey that it made. Needs presence."
    )(_add_passkey)
    rename_passkey: PasskeyPayload = mutation(
        Permission.FACTORS_MANAGE, PasskeyPayload, "Call a passkey something else."
    )(_rename_passkey)
    remove_passkey: FactorsPayload = mutation(
        Permission.FACTORS_MANAGE, FactorsPayload, "Forget a passkey. Needs presence."
    )(_remove_passkey)
    regenerate_recovery_codes: FactorsPayload = mutation(
        Permission.FACTORS_MANAGE, FactorsPayload, "Ten new recovery codes in place of the old. Needs presence."
    )(_regenerate_recovery_codes)

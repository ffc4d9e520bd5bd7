"""The second step of a sign-in, and signing in by a passkey alone."""

from datetime import timedelta

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.factors.factor_types import (
    FactorChallenge,
    FactorProof,
    shown_challenge,
    to_proof,
    tools_of,
)
from api.graphql.identity.sign_in import SignInPayload, signed_in
from core.identity.factors.challenge import begin_answer
from core.identity.factors.errors import WrongFactorError
from core.identity.factors.limit_factors import limit_factors
from core.identity.factors.models import ChallengePurpose, FactorKind
from core.identity.factors.sign_in_with_factor import (
    answer_with_factor,
    answer_with_passkey,
    ask_for_passkey,
    record_refusal,
)
from core.identity.models import UserRow
from core.identity.sign_in import SignIn, sign_in
from core.identity.step_up import note_presence


@strawberry.input(description="The second step of a sign-in.")
class CompleteSignInInput:
    """Input of `completeSignIn`."""

    challenge: str = strawberry.field(description="The token that `signIn` answered with.")
    proof: FactorProof = strawberry.field(description="The second factor.")
    device_token: str | None = strawberry.field(
        default=None, description="What this device was given when it was remembered; null on a device that was not."
    )
    remember_device: bool = strawberry.field(
        default=False, description="Whether to remember this device: the answer then has a `deviceToken` to keep."
    )


@strawberry.input(description="A passkey that says whose it is.")
class SignInWithPasskeyInput:
    """Input of `signInWithPasskey`."""

    challenge: str = strawberry.field(description="The token of `startPasskeySignIn`.")
    passkey: JSON = strawberry.field(description="The answer of `navigator.credentials.get`, by its `toJSON()`.")
    device_token: str | None = strawberry.field(
        default=None, description="What this device was given when it was remembered; null on a device that was not."
    )
    remember_device: bool = strawberry.field(
        default=False, description="Whether to remember this device: the answer then has a `deviceToken` to keep."
    )


@strawberry.type(description="What any passkey of ours may answer.")
class StartPasskeySignInPayload(Payload):
    """Answer of `startPasskeySignIn`."""

    challenge: FactorChallenge | None = strawberry.field(default=None, description="The question.")


def _on_device(context: Context, user: UserRow, given: CompleteSignInInput | SignInWithPasskeyInput) -> SignIn:
    """The sign-in that ends here, on the device that asks now; no password is looked at any more."""
    return SignIn(user.email, "", context.device, given.device_token, given.remember_device)


async def _complete_sign_in(info: strawberry.Info[Context], input: CompleteSignInInput) -> SignInPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    asked = await begin_answer(platform.database, platform.clock, input.challenge, ChallengePurpose.SIGN_IN)
    await limit_factors(platform.limiter, str(asked.user_id), platform.settings.limits.factor_per_minute)
    lifetime = timedelta(days=platform.settings.refresh_token_days)
    try:
        async with context.system_uow() as uow:
            user, kind = await answer_with_factor(uow, tools_of(context), asked, to_proof(input.proof))
            done = await sign_in(uow, platform.clock, user, _on_device(context, user, input), lifetime)
            await note_presence(uow, platform.clock, user.id, done.opened.session_id, kind)
    except WrongFactorError:
        await record_refusal(platform.database, asked.user_id)
        raise
    return await signed_in(context, user, done)


async def _start_passkey_sign_in(info: strawberry.Info[Context]) -> StartPasskeySignInPayload:
    context, platform = info.context, info.context.platform
    limit = 3 * platform.settings.limits.sign_in_per_minute
    await limit_factors(platform.limiter, f"ask/{context.device.address}", limit)
    async with context.system_uow() as uow:
        step = await ask_for_passkey(uow, tools_of(context))
    return StartPasskeySignInPayload(challenge=shown_challenge(step))


async def _sign_in_with_passkey(info: strawberry.Info[Context], input: SignInWithPasskeyInput) -> SignInPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    limit = 3 * platform.settings.limits.sign_in_per_minute
    await limit_factors(platform.limiter, f"passkey/{context.device.address}", limit)
    if not isinstance(input.passkey, dict):
        raise WrongFactorError
    asked = await begin_answer(platform.database, platform.clock, input.challenge, ChallengePurpose.PASSWORDLESS)
    lifetime = timedelta(days=platform.settings.refresh_token_days)
    async with context.system_uow() as uow:
        user = await answer_with_passkey(uow, tools_of(context), asked, input.passkey)
        done = await sign_in(uow, platform.clock, user, _on_device(context, user, input), lifetime)
        await note_presence(uow, platform.clock, user.id, done.opened.session_id, FactorKind.PASSKEY)
    return await signed_in(context, user, done)


@strawberry.type
class FactorSignInMutation:
    """Signing in with what one has."""

    complete_sign_in: SignInPayload = mutation(
        Permission.PUBLIC, SignInPayload, "Give the second factor that `signIn` asked for, and open the session."
    )(_complete_sign_in)
    start_passkey_sign_in: StartPasskeySignInPayload = mutation(
        Permission.PUBLIC, StartPasskeySignInPayload, "Ask for a passkey, to sign in without address and password."
    )(_start_passkey_sign_in)
    sign_in_with_passkey: SignInPayload = mutation(
        Permission.PUBLIC,
        SignInPayload,
        "Open a session with a passkey alone. The device must have verified its owner, by finger, face or PIN.",
    )(_sign_in_with_passkey)

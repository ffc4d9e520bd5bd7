"""Showing that one is there: what is asked before money moves and doors open."""

from datetime import datetime

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission, UnauthenticatedError
from api.graphql.declare.root import mutation
from api.graphql.identity.factors.factor_types import (
    FactorChallenge,
    FactorProof,
    shown_challenge,
    to_proof,
    tools_of,
)
from core.actor import Actor
from core.identity.factors.challenge import begin_answer, end_challenge
from core.identity.factors.errors import ChallengeEndedError, WrongFactorError
from core.identity.factors.limit_factors import limit_factors
from core.identity.factors.models import ChallengePurpose
from core.identity.factors.prove_factor import prove_factor
from core.identity.factors.sign_in_with_factor import ask_for_factor
from core.identity.limit_attempts import limit_password
from core.identity.step_up import RECENT, note_presence, prove_by_password, require_presence


async def presence_of(context: Context, password: str | None = None) -> str:
    """Return how the caller showed lately that it is they: the one call before an act that needs it.

    Raises StepUpNeededError; BadCredentialsError and TooManyAttemptsError where a password is given.
    """
    actor = actor_of(context)
    if password is not None:
        per_minute = context.platform.settings.limits.sign_in_per_minute
        await limit_password(context.platform.limiter, actor.user_id, per_minute)
    return await require_presence(context.platform.database, context.platform.clock, actor, password)


def actor_of(context: Context) -> Actor:
    """The person who asks, never the one they ask for. Raises UnauthenticatedError."""
    if context.actor is None:
        raise UnauthenticatedError("Sign in first.")
    return context.actor


@strawberry.input(description="A password, or a second factor with the challenge it answers.")
class ConfirmPresenceInput:
    """Input of `confirmPresence`."""

    password: str | None = strawberry.field(default=None, description="For people without a second factor.")
    challenge: str | None = strawberry.field(default=None, description="The token of `startPresence`.")
    proof: FactorProof | None = strawberry.field(default=None, description="For people with a second factor.")


@strawberry.type(description="What the person is asked.")
class StartPresencePayload(Payload):
    """Answer of `startPresence`."""

    challenge: FactorChallenge | None = strawberry.field(
        default=None, description="The question; its `kinds` are empty for who has no second factor: give the password."
    )


@strawberry.type(description="The person is there.")
class ConfirmPresencePayload(Payload):
    """Answer of `confirmPresence`."""

    present_until: datetime | None = strawberry.field(
        default=None, description="Until when this device need not ask again."
    )


async def _start_presence(info: strawberry.Info[Context]) -> StartPresencePayload:
    context = info.context
    async with context.uow() as uow:
        step = await ask_for_factor(uow, tools_of(context), context.person, ChallengePurpose.PRESENCE)
    return StartPresencePayload(challenge=shown_challenge(step))


async def _confirm_presence(info: strawberry.Info[Context], input: ConfirmPresenceInput) -> ConfirmPresencePayload:  # noqa: A002 the schema's argument name
    context, platform, actor = info.context, info.context.platform, actor_of(info.context)
    await limit_factors(platform.limiter, actor.user_id, platform.settings.limits.factor_per_minute)
    if input.password is not None:
        await limit_password(platform.limiter, actor.user_id, platform.settings.limits.sign_in_per_minute)
        await prove_by_password(platform.database, actor, input.password)
        async with context.uow() as uow:
            await note_presence(uow, platform.clock, actor.user_id, actor.session_id, None)
    else:
        if input.proof is None or input.challenge is None:
            raise WrongFactorError
        asked = await begin_answer(platform.database, platform.clock, input.challenge, ChallengePurpose.PRESENCE)
        if asked.user_id != actor.user_id:
            raise ChallengeEndedError
        async with context.uow() as uow:
            kind = await prove_factor(uow, tools_of(context), actor.user_id, to_proof(input.proof), asked.nonce)
            await end_challenge(uow, platform.clock, asked.id)
            await note_presence(uow, platform.clock, actor.user_id, actor.session_id, kind)
    return ConfirmPresencePayload(present_until=platform.clock.now() + RECENT)


@strawberry.type
class PresenceMutation:
    """Step-up."""

    start_presence: StartPresencePayload = mutation(
        Permission.SESSION_MANAGE,
        StartPresencePayload,
        "Ask how the person can show that it is they, after a `STEP_UP_NEEDED`.",
    )(_start_presence)
    confirm_presence: ConfirmPresencePayload = mutation(
        Permission.SESSION_MANAGE,
        ConfirmPresencePayload,
        "Show it: for five minutes this device may do what needs it.",
    )(_confirm_presence)

from datetime import datetime, timedelta

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload, UserError
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.factors.factor_types import FactorChallenge, shown_challenge, tools_of
from api.graphql.identity.user import User
from core.identity.errors import InvalidTokenError
from core.identity.factors.models import ChallengePurpose
from core.identity.factors.sign_in_with_factor import ask_for_factor
from core.identity.limit_attempts import Attempt, limit_sign_in
from core.identity.models import UserRow
from core.identity.refresh_session import refresh_session
from core.identity.session import OpenedSession
from core.identity.sign_in import SignedIn, SignIn, check_credentials, known_device, sign_in


@strawberry.type(description="What a signed-in device holds.")
class SessionTokens:
    """Tokens of a session."""

    access_token: str = strawberry.field(description="For the header `Authorization: Bearer …`.")
    access_token_expires_at: datetime = strawberry.field(description="When it ends: refresh before.")
    refresh_token: str = strawberry.field(description="Good for one `refreshSession`. Keep it out of scripts' reach.")


@strawberry.input(description="An address and a password.")
class SignInInput:
    """Input of `signIn`."""

    email: str = strawberry.field(description="Mail address.")
    password: str = strawberry.field(description="Password.")
    device_token: str | None = strawberry.field(
        default=None,
        description="What this device was given when it was remembered; null on a device that was not. With it, "
        "guesses of strangers elsewhere never slow the person down.",
    )
    remember_device: bool = strawberry.field(
        default=False, description="Whether to remember this device: the answer then has a `deviceToken` to keep."
    )


@strawberry.input(description="The session to go on with.")
class RefreshSessionInput:
    """Input of `refreshSession`."""

    refresh_token: str = strawberry.field(description="The newest refresh token.")


@strawberry.type(description="A signed-in person.")
class SignInPayload(Payload):
    """Answer of `signIn`."""

    session: SessionTokens | None = strawberry.field(default=None, description="The tokens.")
    user: User | None = strawberry.field(default=None, description="The person.")
    device_token: str | None = strawberry.field(
        default=None,
        description="For the next `signIn` on this device; null unless it was remembered just now. Keep it out of "
        "scripts' reach.",
    )
    challenge: FactorChallenge | None = strawberry.field(
        default=None,
        description="What is asked in place of tokens where the person has a second factor: `completeSignIn` answers "
        "it.",
    )


@strawberry.type(description="The session's next tokens.")
class RefreshSessionPayload(Payload):
    """Answer of `refreshSession`."""

    session: SessionTokens | None = strawberry.field(default=None, description="The tokens.")


async def session_tokens(context: Context, user: UserRow, opened: OpenedSession) -> SessionTokens:
    """What a device holds of a session that was just opened or refreshed."""
    access = await context.platform.access_tokens.issue(user, opened.session_id)
    return SessionTokens(
        access_token=access.text, access_token_expires_at=access.expires_at, refresh_token=opened.refresh_token
    )


async def _sign_in(info: strawberry.Info[Context], input: SignInInput) -> SignInPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    command = SignIn(input.email, input.password, context.device, input.device_token, input.remember_device)
    device_id = await known_device(platform.database, command)
    attempt = Attempt(input.email, context.device.address, device_id)
    await limit_sign_in(platform.limiter, attempt, platform.settings.limits.sign_in_per_minute)
    user = await check_credentials(platform.database, command)
    lifetime = timedelta(days=platform.settings.refresh_token_days)
    async with context.system_uow() as uow:
        if user.has_factor:
            step = await ask_for_factor(uow, tools_of(context), user.id, ChallengePurpose.SIGN_IN)
            return SignInPayload(challenge=shown_challenge(step))
        done = await sign_in(uow, platform.clock, user, command, lifetime)
    return await signed_in(context, user, done)


async def signed_in(context: Context, user: UserRow, done: SignedIn) -> SignInPayload:
    """What a device gets whose session was opened, by whatever steps."""
    tokens = await session_tokens(context, user, done.opened)
    return SignInPayload(session=tokens, user=User(row=user), device_token=done.device_token)


async def _refresh_session(info: strawberry.Info[Context], input: RefreshSessionInput) -> RefreshSessionPayload:  # noqa: A002 the schema's argument name
    context = info.context
    async with context.system_uow() as uow:
        refreshed = await refresh_session(uow, context.platform.clock, input.refresh_token, context.device)
    if refreshed.opened is None:
        context.platform.ended_sessions.expect_change()
        message = "This refresh token was used before, so the session was ended. Sign in again."
        error = UserError(code=InvalidTokenError.code, message=message, field="refreshToken")
        return RefreshSessionPayload(errors=[error])
    return RefreshSessionPayload(session=await session_tokens(context, refreshed.user, refreshed.opened))


@strawberry.type
class SignInMutation:
    """Beginning a session and going on with it."""

    sign_in: SignInPayload = mutation(
        Permission.PUBLIC, SignInPayload, "Open a session on this device, or ask for the second factor first."
    )(_sign_in)
    refresh_session: RefreshSessionPayload = mutation(
        Permission.PUBLIC,
        RefreshSessionPayload,
        "Spend a refresh token for the next. A spent one that comes again ends the session.",
    )(_refresh_session)

from datetime import datetime

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.node import decode_id, encode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.factors.factor_types import FactorChallenge, shown_challenge, tools_of
from api.graphql.identity.presence import presence_of
from api.graphql.identity.sign_in import SessionTokens, session_tokens
from api.graphql.identity.user import User
from core.adapters.wiring import Platform
from core.identity.external.arrive import arrive, link
from core.identity.external.errors import UnknownProviderError
from core.identity.external.models import ExternalIdentityRow
from core.identity.external.unlink import unlink
from core.identity.external.visit import begin_visit, end_visit
from core.identity.factors.models import ChallengePurpose
from core.identity.factors.sign_in_with_factor import ask_for_factor
from core.identity.limit_attempts import limit_external_sign_in
from core.identity.sign_in import SignIn, sign_in
from core.ports.outside_provider import OutsideProvider


@strawberry.type(description="Where people can sign in with an account that they have elsewhere.")
class SignInProvider:
    """An outside provider."""

    code: str = strawberry.field(description="Its name in inputs.")
    name: str = strawberry.field(description="What people know it as.")


@strawberry.type(description="An account elsewhere that opens this one.")
class ExternalIdentity:
    """A linked account."""

    id: strawberry.ID = strawberry.field(description="The id, opaque.")
    provider: str | None = strawberry.field(description="The provider's name; null when it is set up no longer.")
    email: str = strawberry.field(description="The mail address that the provider told.")
    linked_at: datetime = strawberry.field(description="Since when.")
    last_used_at: datetime = strawberry.field(description="When it last opened this account.")


@strawberry.input(description="A provider to sign in at.")
class BeginExternalSignInInput:
    """Input of `beginExternalSignIn`."""

    provider: str = strawberry.field(description="Its code.")


@strawberry.input(description="A provider to add.")
class LinkExternalIdentityInput:
    """Input of `linkExternalIdentity`."""

    provider: str = strawberry.field(description="Its code.")
    password: str | None = strawberry.field(
        default=None, description="The person's password, where the sign-in is not recent."
    )


@strawberry.input(description="What the provider sent back.")
class CompleteExternalSignInInput:
    """Input of `completeExternalSignIn`."""

    state: str = strawberry.field(description="`state` of the address that the browser came back to.")
    code: str = strawberry.field(description="`code` of it.")
    iss: str | None = strawberry.field(default=None, description="`iss` of it, where there is one.")
    browser_secret: str = strawberry.field(description="What the beginning answered.")


@strawberry.input(description="A linked account.")
class UnlinkExternalIdentityInput:
    """Input of `unlinkExternalIdentity`."""

    id: strawberry.ID = strawberry.field(description="The linked account.")
    password: str | None = strawberry.field(
        default=None, description="The person's password, where the sign-in is not recent."
    )


@strawberry.type(description="Where the browser goes.")
class BeginExternalSignInPayload(Payload):
    """Answer of `beginExternalSignIn` and `linkExternalIdentity`."""

    redirect_to: str | None = strawberry.field(default=None, description="The provider's address.")
    browser_secret: str | None = strawberry.field(
        default=None, description="Keep it in this browser, out of scripts' reach, until it comes back."
    )


@strawberry.type(description="Who came back.")
class CompleteExternalSignInPayload(Payload):
    """Answer of `completeExternalSignIn`."""

    session: SessionTokens | None = strawberry.field(
        default=None, description="The tokens; null where an account was only linked, or a second factor is asked for."
    )
    user: User | None = strawberry.field(default=None, description="The person.")
    challenge: FactorChallenge | None = strawberry.field(
        default=None,
        description="What is asked in place of tokens where the person has a second factor: `completeSignIn` answers "
        "it.",
    )


@strawberry.type(description="The account is linked no longer.")
class UnlinkExternalIdentityPayload(Payload):
    """Answer of `unlinkExternalIdentity`."""


async def _providers(info: strawberry.Info[Context]) -> list[SignInProvider]:
    return [SignInProvider(code=one.code, name=one.name) for one in info.context.platform.sign_in_providers.values()]


async def _identities(info: strawberry.Info[Context]) -> list[ExternalIdentity]:
    context = info.context
    statement = (
        select(ExternalIdentityRow)
        .where(ExternalIdentityRow.user_id == context.person)
        .order_by(ExternalIdentityRow.created_at.desc())
    )
    names = {provider.issuer: provider.name for provider in context.platform.settings.sign_in_providers}
    async with context.read() as read:
        return [
            ExternalIdentity(
                id=strawberry.ID(encode_id("ExternalIdentity", row.id)),
                provider=names.get(row.issuer),
                email=row.email,
                linked_at=row.created_at,
                last_used_at=row.last_used_at,
            )
            for row in (await read.session.execute(statement)).scalars()
        ]


async def _begin(info: strawberry.Info[Context], input: BeginExternalSignInInput) -> BeginExternalSignInPayload:  # noqa: A002 the schema's argument name
    await _limit(info.context)
    return await _sent(info.context, input.provider, is_linking=False)


async def _link(info: strawberry.Info[Context], input: LinkExternalIdentityInput) -> BeginExternalSignInPayload:  # noqa: A002 as above
    await _show_presence(info.context, input.password)
    return await _sent(info.context, input.provider, is_linking=True)


async def _sent(context: Context, code: str, *, is_linking: bool) -> BeginExternalSignInPayload:
    platform = context.platform
    provider = _provider(platform, code)
    person = context.person if is_linking else None
    async with context.system_uow() as uow:
        begun = await begin_visit(uow, platform.clock, provider.code, _callback(platform), person)
    return BeginExternalSignInPayload(
        redirect_to=await provider.sign_in_url(begun.visit), browser_secret=begun.browser_secret
    )


async def _complete(
    info: strawberry.Info[Context],
    input: CompleteExternalSignInInput,  # noqa: A002 as above
) -> CompleteExternalSignInPayload:
    context, platform = info.context, info.context.platform
    await _limit(context)
    async with context.system_uow() as uow:
        row, visit = await end_visit(uow, platform.clock, input.state, input.browser_secret, _callback(platform))
    # No transaction is held while the provider is asked.
    who = await _provider(platform, row.provider).identity(input.code, input.iss, visit)
    async with context.system_uow() as uow:
        if row.linking_person is not None:
            await link(uow, platform.clock, row.linking_person, who)
            return CompleteExternalSignInPayload()
        user = await arrive(uow, platform.clock, who)
        if user.has_factor:
            step = await ask_for_factor(uow, tools_of(context), user.id, ChallengePurpose.SIGN_IN)
            return CompleteExternalSignInPayload(challenge=shown_challenge(step))
        command = SignIn(user.email, "", context.device)
        done = await sign_in(uow, platform.clock, user, command, platform.settings.session_lifetime)
    return CompleteExternalSignInPayload(session=await session_tokens(context, user, done.opened), user=User(row=user))


async def _unlink(
    info: strawberry.Info[Context],
    input: UnlinkExternalIdentityInput,  # noqa: A002 as above
) -> UnlinkExternalIdentityPayload:
    await _show_presence(info.context, input.password)
    identity_id = decode_id(input.id, "ExternalIdentity", "id")
    async with info.context.uow() as uow:
        await unlink(uow, identity_id)
    return UnlinkExternalIdentityPayload()


async def _limit(context: Context) -> None:
    per_minute = context.platform.settings.limits.sign_in_per_minute
    await limit_external_sign_in(context.platform.limiter, context.device.address, per_minute)


async def _show_presence(context: Context, password: str | None) -> None:
    """Who can add a way in can stay: it takes a recent sign-in or the password. Raises StepUpNeededError."""
    await presence_of(context, password)


def _provider(platform: Platform, code: str) -> OutsideProvider:
    provider = platform.sign_in_providers.get(code)
    if provider is None:
        raise UnknownProviderError("There is no such provider.", field="provider")
    return provider


def _callback(platform: Platform) -> str:
    return f"{platform.settings.web_url}/sign-in/callback"


@strawberry.type
class ExternalSignInQueries:
    """Ways in from elsewhere."""

    sign_in_providers: list[SignInProvider] = query(
        Permission.PUBLIC, "Where people can sign in with an account that they have elsewhere."
    )(_providers)
    external_identities: list[ExternalIdentity] = query(
        Permission.CREDENTIALS_MANAGE, "The person's accounts elsewhere that open this one, the newest first."
    )(_identities)


@strawberry.type
class ExternalSignInMutation:
    """Coming in from elsewhere."""

    begin_external_sign_in: BeginExternalSignInPayload = mutation(
        Permission.PUBLIC, BeginExternalSignInPayload, "Begin a sign-in at an outside provider."
    )(_begin)
    complete_external_sign_in: CompleteExternalSignInPayload = mutation(
        Permission.PUBLIC,
        CompleteExternalSignInPayload,
        "Open a session for who came back from a provider, ask for the second factor first, or link the account. A "
        "visit is completed once.",
    )(_complete)
    link_external_identity: BeginExternalSignInPayload = mutation(
        Permission.CREDENTIALS_MANAGE,
        BeginExternalSignInPayload,
        "Begin to add an account elsewhere to this one; it is completed as a sign-in is.",
    )(_link)
    unlink_external_identity: UnlinkExternalIdentityPayload = mutation(
        Permission.CREDENTIALS_MANAGE,
        UnlinkExternalIdentityPayload,
        "Have an account elsewhere open this one no longer.",
    )(_unlink)

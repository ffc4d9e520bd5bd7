from api.graphql.context import Context
from core.identity.errors import BadCredentialsError
from core.identity.limit_attempts import limit_password
from core.identity.password import matches
from core.identity.repository import user_by_id


async def check_password(context: Context, password: str) -> None:
    """Make sure that a signed-in person knows their password. No transaction is held while it is hashed.

    Raises BadCredentialsError, TooManyAttemptsError.
    """
    per_minute = context.platform.settings.limits.sign_in_per_minute
    await limit_password(context.platform.limiter, context.person, per_minute)
    async with context.read() as read:
        user = await user_by_id(read.session, context.person)
    if not await matches(password, user.password_hash):
        raise BadCredentialsError("The password is wrong.", field="password")

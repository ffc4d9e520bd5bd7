"""Operations over Server-Sent Events, as the graphql-sse protocol has them in its distinct connections mode."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import Any, Final

from graphql import GraphQLError
from strawberry.http.streaming import HTTPStreamTransport, JSONEncoder
from strawberry.types import ExecutionResult

from api.graphql.context import Context
from api.graphql.subscriptions.sign_in_end import SignInEnd, SignInWatch

_OVER: Final = object()
Shape = Callable[[Any], Awaitable[Any]]
"""Makes of a result what is sent."""


async def event_stream(
    results: AsyncGenerator[Any, None],
    context: Context,
    transport: HTTPStreamTransport,
    shape: Shape,
    encode: JSONEncoder,
) -> AsyncGenerator[str, None]:
    """The events of an operation: each result, a comment when there was none for long, and the end.

    The next result is asked for when the one before was sent, so a reader that is slow holds one at most.
    """
    async with aclosing(_until_sign_in_ends(results, context, transport.heartbeat_interval)) as told:
        async for result in told:
            if result is None:
                yield transport.heartbeat_message(encode)
            else:
                yield transport.encode_next(await shape(result), encode)
    yield transport.encode_complete()


async def _until_sign_in_ends(
    results: AsyncGenerator[Any, None], context: Context, patience_seconds: float
) -> AsyncGenerator[Any, None]:
    """The results, None for silence; when the sign-in they were asked with is over, an error that says why."""
    ended: asyncio.Future[SignInEnd] = asyncio.get_running_loop().create_future()
    watch = SignInWatch(context, context.actor, ended.set_result) if context.actor is not None else None
    following: asyncio.Task[Any] | None = None
    try:
        async with aclosing(results):
            while True:
                following = following or asyncio.ensure_future(anext(results, _OVER))
                await asyncio.wait({following, ended}, timeout=patience_seconds, return_when=asyncio.FIRST_COMPLETED)
                if following.done():
                    if (result := following.result()) is _OVER:
                        return
                    following = None
                    yield result
                elif ended.done():
                    await _cancelled(following)
                    error = ended.result().error()
                    yield ExecutionResult(data=None, errors=[GraphQLError(error.message, original_error=error)])
                    return
                else:
                    yield None
    finally:
        if watch is not None:
            watch.stop()
        if following is not None:
            await _cancelled(following)


async def _cancelled(task: "asyncio.Task[Any]") -> None:
    """End a task that nobody waits for any more."""
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task

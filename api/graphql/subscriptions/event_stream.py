"""Operations over Server-Sent Events, as the graphql-sse protocol has them in its distinct connections mode."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, Final

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from api.graphql.context import Context
from api.graphql.subscriptions.sign_in_end import wait_for_end

AT_ONCE_SECONDS: Final = 1.0
"""What is answered sooner, as queries and mutations are, ends before anybody's sign-in matters."""


async def until_sign_in_ends(results: AsyncGenerator[Any, None], context: Context) -> AsyncGenerator[Any, None]:
    """The same results; when the sign-in they were asked with is over, an error that says why, and the end.

    The next result is asked for when the one before was taken, so a reader that is slow holds one at most.
    """
    ending: asyncio.Task[Any] | None = None
    following: asyncio.Task[Any] | None = None
    try:
        async with aclosing(results):
            while True:
                following = asyncio.ensure_future(anext(results, _OVER))
                if ending is None:
                    await asyncio.wait({following}, timeout=AT_ONCE_SECONDS)
                    if context.actor is not None and not following.done():
                        ending = asyncio.create_task(wait_for_end(context, context.actor))
                await asyncio.wait({following, ending} if ending else {following}, return_when=asyncio.FIRST_COMPLETED)
                if not following.done() and ending is not None:
                    await _cancelled(following)
                    error = ending.result().error()
                    yield ExecutionResult(data=None, errors=[GraphQLError(error.message, original_error=error)])
                    return
                if (result := following.result()) is _OVER:
                    return
                yield result
    finally:
        for task in (following, ending):
            if task is not None:
                await _cancelled(task)


_OVER: Final = object()


async def _cancelled(task: "asyncio.Task[Any]") -> None:
    """End a task that nobody waits for any more."""
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import cast

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send


class HeldResponse(StreamingResponse):
    """A body that may last for hours. It ends when it is all sent or its reader is gone, and its generator with it.

    starlette's own waits for both in a task group, which takes some 6 KB.
    """

    def __init__(self, body: AsyncGenerator[str, None], status_code: int, headers: Mapping[str, str]) -> None:
        super().__init__(body, status_code, headers)
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 starlette's signature
        """Send it."""
        sending = cast("asyncio.Task[None]", asyncio.current_task())  # a coroutine runs in one
        has_left = False

        def leave(task: "asyncio.Task[None]") -> None:
            nonlocal has_left
            if not task.cancelled():
                has_left = True
                sending.cancel()

        leaving = asyncio.create_task(self.listen_for_disconnect(receive))
        leaving.add_done_callback(leave)
        try:
            async with aclosing(self._body):
                await self.stream_response(send)
        except asyncio.CancelledError:
            if not has_left or sending.uncancel() > 0:  # somebody else's wish
                raise
        finally:
            leaving.remove_done_callback(leave)
            leaving.cancel()

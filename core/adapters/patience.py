"""Waiting for an answer, by a bound that the waiting process cannot use up itself."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

Answer = TypeVar("Answer")


async def answered_within(ask: Awaitable[Answer], seconds: float) -> Answer:
    """What `ask` returns or raises; TimeoutError after so many seconds, and `ask` is cancelled.

    A process that did not run for a while finds the bound passed and the answer there, both at once, and asyncio's own
    timeouts then take the bound. Two waits of half each: a stall ends one of them at most, and the other sees the
    answer.
    """
    task = asyncio.ensure_future(ask)
    try:
        for _ in range(2):
            if (await asyncio.wait({task}, timeout=seconds / 2))[0]:
                return task.result()
    finally:
        task.cancel()
    message = f"no answer within {seconds} s"
    raise TimeoutError(message)

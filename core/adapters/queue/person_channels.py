"""One connection to Redis for all subscribers of a process, a channel for each person who has any here."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from core.adapters.queue.listener import Flag, Listener
from core.ports.events import Rhythm, TooManyListenersError

log = structlog.get_logger()
CONNECT_SECONDS: Final = 2.0
QUIET_SECONDS: Final = 2.0
"""After this long without a message Redis is asked whether it is there, and has as long to answer."""
CHANNEL_SECONDS: Final = 1.0
"""How long a new listener waits for its channel to stand before it looks for the first time."""
PAUSES: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts to connect again, the last for all further ones; less by chance, so that no fleet comes
back all at once."""
ROUND_SECONDS: Final = 0.5
MOST_A_ROUND: Final = 100
"""Listeners told in one round of those who were not told by an event: thousands who look at once would be an outage
of the database."""
MOST_OF_A_PERSON: Final = 200
CHANNELS_A_COMMAND: Final = 500
GATHER_SECONDS: Final = 0.005
"""Subscribers who come together are one command."""
CANCEL_TRIES: Final = 5
CANCEL_SECONDS: Final = 1.0
PREFIX: Final = "solvent:person:"
BROKEN: Final = (RedisError, OSError, TimeoutError)

T = TypeVar("T")


def channel_of(user_id: UUID) -> str:
    """The name of a person's channel."""
    return f"{PREFIX}{user_id}"


class PersonChannels:
    """Listeners by person. Connects when the first comes, and again by itself whenever the connection is lost.

    While Redis is away listeners are told in the rhythm of the blind; when it is back all are told to look again.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._listeners: dict[UUID, set[Listener]] = {}
        self._standing: set[UUID] = set()
        self._wanted_changed = asyncio.Event()
        self._is_blind = False
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    async def listen(self, user_id: UUID, topic: str, rhythm: Rhythm) -> AsyncGenerator[None, None]:
        """When to look, as the port tells it. Close the iterator: its channel goes with the last listener."""
        told = Flag()
        listener = self._attach(user_id, topic, rhythm, told.put_up)
        try:
            if user_id not in self._standing and not self._is_blind:
                with suppress(TimeoutError):
                    async with asyncio.timeout(CHANNEL_SECONDS):
                        await told.seen()
            listener.waits_for_channel = False
            yield
            while True:
                await told.seen()
                yield
        finally:
            self._detach(listener)

    def subscribe(self, user_id: UUID, topic: str, rhythm: Rhythm, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` whenever to look, as the port tells it; what is returned ends it."""
        listener = self._attach(user_id, topic, rhythm, tell)
        if user_id in self._standing or self._is_blind:
            listener.waits_for_channel = False
            tell()
        return lambda: self._detach(listener)

    async def close(self) -> None:
        """Stop; whoever still listens is told nothing any more."""
        left = set(self._tasks)
        for _ in range(CANCEL_TRIES):  # what is awaited below may swallow a cancel that comes as it ends
            for task in left:
                task.cancel()
            if left:
                _, left = await asyncio.wait(left, timeout=CANCEL_SECONDS)
        self._tasks = ()
        await self._redis.aclose()

    def _attach(self, user_id: UUID, topic: str, rhythm: Rhythm, tell: Callable[[], None]) -> Listener:
        own = self._listeners.setdefault(user_id, set())
        if len(own) >= MOST_OF_A_PERSON:
            raise TooManyListenersError(f"You watch {MOST_OF_A_PERSON} things already. End some of them first.")
        listener = Listener(user_id, topic, rhythm, tell, time.monotonic())
        own.add(listener)
        if len(own) == 1:
            self._wanted_changed.set()
        if not self._tasks:
            self._tasks = (asyncio.create_task(self._connect_for_ever()), asyncio.create_task(self._make_rounds()))
        return listener

    def _detach(self, listener: Listener) -> None:
        own = self._listeners.get(listener.user_id, set())
        own.discard(listener)
        if not own and self._listeners.pop(listener.user_id, None) is not None:
            self._wanted_changed.set()

    async def _make_rounds(self) -> None:
        """Tell those who went long without a look, a bounded number at a time."""
        while True:
            await asyncio.sleep(ROUND_SECONDS)
            now = time.monotonic()
            everybody = (listener for own in self._listeners.values() for listener in own)
            due = (listener for listener in everybody if listener.is_due(now, is_blind=self._is_blind))
            for listener in list(islice(due, MOST_A_ROUND)):
                listener.tell(now)

    async def _connect_for_ever(self) -> None:
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self._hold_connection()
            except* BROKEN as broken:
                if time.monotonic() - began > PAUSES[-1]:
                    failures = 0
                log.warning("events_lost_redis", error=type(broken.exceptions[0]).__name__, failures=failures)
            except* Exception:  # whatever it is: without this loop every subscriber of the process is deaf
                log.exception("events_failed")
            self._is_blind = True
            self._standing.clear()
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 jitter, not a secret

    async def _hold_connection(self) -> None:
        """Connect, keep the channels that are wanted, and pass on what comes, until something breaks."""
        subscription = self._redis.pubsub()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await subscription.connect()  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
            self._is_blind = False
            async with asyncio.TaskGroup() as both:
                both.create_task(self._keep_channels(subscription))
                both.create_task(self._read(subscription))
        finally:
            with suppress(*BROKEN):
                await subscription.aclose()  # type: ignore[no-untyped-call]  # as above

    async def _keep_channels(self, subscription: PubSub) -> None:
        """Subscribe for people who have come, unsubscribe for those who have gone."""
        held: set[UUID] = set()
        while True:
            self._wanted_changed.clear()
            wanted = set(self._listeners)
            for some in _in_groups(wanted - held):
                await subscription.subscribe(*map(channel_of, some))
            gone = held - wanted
            self._standing -= gone
            for some in _in_groups(gone):
                await subscription.unsubscribe(*map(channel_of, some))
            held = wanted
            await self._wanted_changed.wait()
            await asyncio.sleep(GATHER_SECONDS)

    async def _read(self, subscription: PubSub) -> None:
        was_asked = False
        while True:
            message = await subscription.get_message(timeout=QUIET_SECONDS)
            if message is not None:
                was_asked = False
                self._take(message)
            elif was_asked:
                raise TimeoutError("Redis does not answer.")
            else:
                was_asked = True
                async with asyncio.timeout(QUIET_SECONDS):
                    await subscription.ping()

    def _take(self, message: Mapping[str, Any]) -> None:
        kind = message["type"]
        if kind not in {"subscribe", "message"}:
            return
        user_id, now = UUID(message["channel"].decode().removeprefix(PREFIX)), time.monotonic()
        own = list(self._listeners.get(user_id, ()))  # who is told may leave at once
        if kind == "message":
            topic = message["data"].decode()
            for listener in own:
                if listener.topic == topic:
                    listener.tell(now)
            return
        self._standing.add(user_id)
        for listener in own:  # whatever happened before the channel stood is in the table
            if listener.waits_for_channel:
                listener.waits_for_channel = False
                listener.tell(now)
            else:
                listener.expire()


def _in_groups(things: Iterable[T]) -> Iterator[list[T]]:
    left = iter(things)
    while some := list(islice(left, CHANNELS_A_COMMAND)):
        yield some

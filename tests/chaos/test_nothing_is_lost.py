"""Five hundred jobs while everything that can die dies, again and again: each effect is there once."""

import asyncio
import math
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random, SystemRandom
from uuid import UUID

import pytest
from redis import Redis

from core.forecasting.messages import MakeForecast
from tests.chaos.enqueuers import ask_the_api, enqueue_directly, new_person
from tests.chaos.messages import LeaveEffects
from tests.chaos.stack import Stack, send_signal

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(240)]

DIRECT, BY_API = 400, 100
PACE_SECONDS = 0.02
MOST_CHAOS_SECONDS = 28
DRAIN_SECONDS = 45
FROZEN_SECONDS = 5


class Chaos:
    """Kills by the dice of a seed. What it kills it starts again a moment later, as a supervisor would."""

    def __init__(self, stack: Stack, random: Random) -> None:
        self.stack = stack
        self.random = random
        self.done: list[str] = []
        self.began = time.monotonic()
        self.times: list[str] = []
        self._since: dict[str, float] = {}
        self._frozen: dict[int, float] = {}

    def deck(self) -> list[Callable[[], None]]:
        """Each kind of death at least once, the frequent ones more often."""
        deaths = [self.worker_and_children, self.worker_alone, self.worker_child]
        deaths += [self.worker_frozen, self.worker_frozen]
        deaths += [self.relay, self.api, self.api, self.redis_wiped, self.redis_killed]
        deaths += [self.postgres_stopped_at_once, self.postgres_killed]
        self.random.shuffle(deaths)
        return deaths

    def rage(self, goes_on: Callable[[], bool]) -> None:
        """One death after the other, until each kind has struck and for as long as the work goes on, within bounds."""
        until = time.monotonic() + MOST_CHAOS_SECONDS
        deck = self.deck()
        while deck or (goes_on() and time.monotonic() < until):
            death = deck.pop() if deck else self.random.choice(self.deck())
            self.done.append(death.__name__)
            death()
            time.sleep(self.random.uniform(0.3, 1.6))
            self._supervise()
            self._thaw(time.monotonic())

    def note(self, what: str) -> None:
        """When something was reached, for the report."""
        self.times.append(f"{what} {time.monotonic() - self.began:.0f} s")

    def end(self) -> None:
        """Everything runs again."""
        self._thaw(math.inf)
        for name in self.stack.processes:
            if self.stack.processes[name].down() is not None:
                self.stack.relaunch(name)

    def worker_and_children(self) -> None:
        name = self._worker()
        self.stack.kill_group(name)

    def worker_alone(self) -> None:
        """Its children finish what they hold as orphans, or are killed when it is started again."""
        name = self._worker()
        self.stack.kill_parent(name)

    def worker_child(self) -> None:
        children = self.stack.children(self._worker())
        if children:
            send_signal(self.random.choice(children), signal.SIGKILL)

    def worker_frozen(self) -> None:
        """Its children stop for longer than a lease and then go on, as if nothing had happened."""
        for pid in self.stack.children(self._worker()):
            send_signal(pid, signal.SIGSTOP)
            self._frozen[pid] = time.monotonic() + FROZEN_SECONDS

    def relay(self) -> None:
        self.stack.kill_group("relay")

    def api(self) -> None:
        self.stack.kill_group("api")

    def redis_wiped(self) -> None:
        with Redis.from_url(self.stack.redis.url) as client:
            client.flushall()

    def redis_killed(self) -> None:
        self.stack.redis.kill()
        time.sleep(self.random.uniform(0, 1.5))
        self.stack.redis.start()

    def postgres_stopped_at_once(self) -> None:
        self.stack.postgres.stop(immediate=True)
        time.sleep(self.random.uniform(0, 1))
        self.stack.postgres.start()

    def postgres_killed(self) -> None:
        self.stack.postgres.kill()
        time.sleep(self.random.uniform(0, 1))
        self.stack.postgres.start()

    def _worker(self) -> str:
        return self.random.choice(["worker-1", "worker-2"])

    def _supervise(self) -> None:
        """Start again what has been down for a while, be it killed or ended by itself for what happened around it."""
        for name, process in self.stack.processes.items():
            if process.down() is None:
                continue
            if time.monotonic() - self._since.setdefault(name, time.monotonic()) > self.random.uniform(0, 1):
                del self._since[name]
                self.stack.relaunch(name)

    def _thaw(self, now: float) -> None:
        for pid in [pid for pid, until in self._frozen.items() if until <= now]:
            del self._frozen[pid]
            send_signal(pid, signal.SIGCONT)


def test_every_effect_happens_once_whatever_dies(stack: Stack) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or SystemRandom().getrandbits(32))
    chaos = Chaos(stack, Random(seed))  # noqa: S311 a plan of deaths that can be repeated, not a secret
    try:
        live_through(stack, chaos, seed)
    except BaseException as error:
        error.add_note(f"CHAOS_SEED={seed} deaths: {Counter(chaos.done)} {chaos.times}")
        raise


def live_through(stack: Stack, chaos: Chaos, seed: int) -> None:
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    assert person.token is not None
    stack.start_api()
    stack.start_relay()
    stack.start_worker("worker-1")
    stack.start_worker("worker-2")
    stack.wait_ready()
    chaos.note("ready")
    with ThreadPoolExecutor(2) as threads:
        direct = threads.submit(enqueue_directly, stack.settings, person.user_id, DIRECT, PACE_SECONDS, seed)
        by_api = threads.submit(ask_the_api, stack.api_url, person.token, BY_API, PACE_SECONDS)
        chaos.rage(lambda: not (direct.done() and by_api.done()))
        chaos.end()
        chaos.note("raged")
        committed = direct.result()
        accepted = by_api.result()
        chaos.note("enqueued")
    deadline = time.monotonic() + DRAIN_SECONDS
    while left(stack):
        assert time.monotonic() < deadline, f"{left(stack)} jobs are not over\n{stack.logs()}"
        chaos.end()
        time.sleep(0.2)
    chaos.note("drained")
    judge(stack, committed, accepted)
    print(f"CHAOS_SEED={seed} deaths: {Counter(chaos.done)} {chaos.times}")  # noqa: T201 shown by pytest -s and on failure


def left(stack: Stack) -> int:
    """How many jobs are not over."""
    return int(stack.sql("SELECT count(*) AS n FROM jobs WHERE state IN ('queued', 'running')")[0]["n"])


def judge(stack: Stack, committed: dict[UUID, int], accepted: list[UUID]) -> None:
    """What was promised is done, all that is in the table is done, and each part of it once."""
    direct, asked = stack.jobs(LeaveEffects.name), stack.jobs(MakeForecast.name)
    assert set(direct.values()) | set(asked.values()) == {"done"}
    assert (len(committed), len(set(accepted))) == (DIRECT, BY_API)
    # A commit whose answer got lost counts too: it was asked for once more, and both are done.
    assert set(committed) <= set(direct)
    assert set(accepted) <= set(asked)
    payloads = stack.sql("SELECT id, (payload->>'parts')::int AS parts FROM jobs WHERE name = $1", LeaveEffects.name)
    parts = {row["id"]: row["parts"] for row in payloads} | dict.fromkeys(asked, 1)
    assert {job_id: parts[job_id] for job_id in committed} == committed
    assert stack.effects() == {(job_id, part): 1 for job_id, count in parts.items() for part in range(count)}
    leases = stack.sql("SELECT count(*) AS n FROM jobs WHERE lease_token IS NOT NULL OR lease_until IS NOT NULL")
    assert leases[0]["n"] == 0

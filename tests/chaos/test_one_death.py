"""One thing dies at one chosen moment."""

import asyncio
import os
import signal
import time
from uuid import UUID

import psutil
import pytest

from core.adapters.wiring import build_platform
from core.jobs.enqueue import enqueue
from tests.chaos.enqueuers import new_person
from tests.chaos.messages import LeaveEffects, Moment
from tests.chaos.stack import Stack

pytestmark = pytest.mark.chaos


def enqueue_one(stack: Stack, user_id: UUID, message: LeaveEffects) -> UUID:
    async def do() -> UUID:
        platform = build_platform(stack.settings, process="chaos")
        async with platform.database.unit_of_work(user_id) as uow:
            job_id = await enqueue(uow, message)
        await platform.close()
        assert job_id is not None
        return job_id

    return asyncio.run(do())


def is_done(stack: Stack, *job_ids: UUID) -> bool:
    rows = stack.sql("SELECT count(*) AS done FROM jobs WHERE id = ANY($1) AND state = 'done'", list(job_ids))
    return bool(rows[0]["done"] == len(job_ids))


def test_a_worker_killed_around_its_commit_leaves_one_effect(stack: Stack) -> None:
    stack.start_worker("worker")
    stack.start_relay()
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    stack.wait_ready()
    attempts: dict[Moment, int] = {"before fence": 2, "before commit": 2, "after commit": 1}
    jobs = {
        enqueue_one(stack, person.user_id, LeaveEffects(parts=2, dies=moment)): count
        for moment, count in attempts.items()
    }
    stack.wait(lambda: is_done(stack, *jobs), "the three jobs are done", 40)
    rows = stack.sql("SELECT id, attempts, lease_token FROM jobs WHERE id = ANY($1)", list(jobs))
    assert {row["id"]: row["attempts"] for row in rows} == jobs
    assert [row["lease_token"] for row in rows] == [None] * 3
    assert stack.effects() == {(job_id, part): 1 for job_id in jobs for part in (0, 1)}


def test_a_worker_that_comes_back_after_its_lease_leaves_nothing(stack: Stack) -> None:
    """It stands still with its effect written and not yet committed, while its other process does the job."""
    stack.start_worker("worker")
    stack.start_relay()
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    stack.wait_ready()
    job_id = enqueue_one(stack, person.user_id, LeaveEffects(dies="frozen before fence"))
    stack.wait(lambda: len(stopped(stack)) == 1, "a process stands still", 20)
    stack.wait(lambda: is_done(stack, job_id), "the other process has done the job", 30)
    (pid,) = stopped(stack)
    os.kill(pid, signal.SIGCONT)
    stack.wait(lambda: "job_lease_lost" in stack.logs(last=100_000), "the first has noticed", 20)
    assert stack.effects() == {(job_id, 0): 1}
    row = stack.sql("SELECT attempts, (SELECT attempt FROM chaos.effects) AS by FROM jobs WHERE id = $1", job_id)[0]
    assert (row["attempts"], row["by"]) == (2, 2)


def stopped(stack: Stack) -> list[int]:
    return [pid for pid in stack.children("worker") if psutil.Process(pid).status() == psutil.STATUS_STOPPED]


def test_a_worker_outlives_ten_seconds_without_redis(stack: Stack) -> None:
    stack.start_worker("worker")
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    stack.wait_ready()
    before = enqueue_one(stack, person.user_id, LeaveEffects())
    stack.wait(lambda: is_done(stack, before), "a job is done before the outage", 20)
    pid = stack.processes["worker"].pid
    stack.redis.kill()
    during = enqueue_one(stack, person.user_id, LeaveEffects())
    time.sleep(10)
    stack.redis.start()
    stack.start_relay()
    after = enqueue_one(stack, person.user_id, LeaveEffects())
    stack.wait(lambda: is_done(stack, during, after), "the jobs of during and after the outage are done", 30)
    assert (stack.processes["worker"].pid, stack.processes["worker"].down()) == (pid, None)
    assert stack.effects() == {(job_id, 0): 1 for job_id in (before, during, after)}


def test_the_broker_hands_on_what_a_killed_worker_held(stack: Stack) -> None:
    """No relay runs: only kombu's own redelivery can bring the message back. Its defaults look only each 100 s."""
    stack.start_worker("first", CHAOS_VISIBILITY_TIMEOUT="4")
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    stack.wait_ready()
    job_id = enqueue_one(stack, person.user_id, LeaveEffects(pause_seconds=2.5))
    running = "SELECT 1 FROM jobs WHERE id = $1 AND state = 'running'"
    stack.wait(lambda: bool(stack.sql(running, job_id)), "the job runs", 20)
    stack.kill_group("first")
    killed = time.monotonic()
    stack.start_worker("second", CHAOS_VISIBILITY_TIMEOUT="4")
    stack.wait(lambda: is_done(stack, job_id), "the second worker has done it", 40)
    assert time.monotonic() - killed < 30
    assert stack.effects() == {(job_id, 0): 1}
    assert stack.sql("SELECT attempts FROM jobs WHERE id = $1", job_id)[0]["attempts"] == 2
